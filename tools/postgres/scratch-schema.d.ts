/** A schema of its own on a Postgres server, so that tests neither meet each other nor what is there already. */
export declare function createScratchSchema(serverUrl: string): Promise<{
    url: string;
    drop(): Promise<void>;
}>;
