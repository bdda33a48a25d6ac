/** Outlines on a grid of 20, drawn in the colour of the text. They say nothing that a text beside them does not. */
const paths = {
  today: "M3 9.5 10 3l7 6.5V17h-4.5v-4.5h-5V17H3z",
  find: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
  tasks: "M4 4h12v12.5H4zM7 8l1.2 1.2L10.5 7M7 12.5l1.2 1.2 2.3-2.2M12.5 8.5H14M12.5 13H14",
  file: "M5 2.5h7L16 6.5V17.5H5zM12 2.5V6.5h4M10.5 15V9.5M8 12l2.5-2.5L13 12",
  messages: "M3 4h14v10H9l-4 3v-3H3zM6.5 7.5h7M6.5 10.5h4.5",
  costs: "M4 3.5h12v13l-2.4-1.5-1.8 1.5-1.8-1.5-1.8 1.5L6.4 15 4 16.5zM7 7h6M7 10.5h6",
  templates: "M4 3.5h12v13H4zM4 8h12M8.5 8v8.5",
  account: "M10 10a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5zM3.5 17c.7-3 3.2-4.5 6.5-4.5s5.8 1.5 6.5 4.5",
  waiting: "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 6.5V10l2.5 2",
  sent: "M17 3 8.5 11.5M17 3l-5.2 14-3.3-5.5L3 8.2z",
  arrived: "M3.5 10.5 8 15l8.5-9.5",
  missed: "M5 5l10 10M15 5 5 15",
  check: "M10 3 1.8 17h16.4zM10 8v4M10 14.2v.3",
  ended: "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM5.5 14.5l9-9",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  close: "M5 5l10 10M15 5 5 15",
  refresh: "M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3v3.5H13",
  moon: "M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5z",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M15.8 4.2l-1.2 1.2M5.4 14.6l-1.2 1.2",
  download: "M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13",
  eye: "M1.8 10S5 4.5 10 4.5 18.2 10 18.2 10 15 15.5 10 15.5 1.8 10 1.8 10zM10 7.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8z",
  back: "M12.5 4 6.5 10l6 6",
  out: "M8 3.5H4v13h4M12.5 6.5 16 10l-3.5 3.5M16 10H8",
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
