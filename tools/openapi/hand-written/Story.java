import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Successes, a 422, a 409, a 403 and a 204, with the JDK alone, which has no JSON: bodies are text. */
public class Story {
    private static final HttpClient http = HttpClient.newHttpClient();

    private static CompletableFuture<HttpResponse<String>> call(
            String method, String path, String key, String body, String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(System.getenv("GATEWAY_URL") + path))
                .header("Authorization", "Bearer " + key)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) request.header("Content-Type", "application/json");
        if (idempotencyKey != null) request.header("Idempotency-Key", idempotencyKey);
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private static String order(String phone, String reference, String more) {
        return """
                {"phone":"%s","tokenType":"token_logistics_7","reference":"%s"%s}""".formatted(phone, reference, more);
    }

    private static void expect(boolean holds, Object seen) {
        if (!holds) throw new AssertionError(String.valueOf(seen));
    }

    private static String find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        return found.find() ? found.group(1) : "";
    }

    public static void main(String[] arguments) {
        String admin = System.getenv("ADMIN_KEY");
        String sender = System.getenv("SENDER_KEY");
        String phone = "84912345678";
        String message = ",\"templateId\":\"133214\",\"templateData\":{\"order\":\"Đơn 42\",\"total\":120000}";

        HttpResponse<String> created = call("POST", "/v1/journeys", sender, order(phone, "Đơn 42", ""), null).join();
        String journeyId = find("\"journeyId\":\"(\\d+)\"", created.body());
        expect(created.statusCode() == 201 && !journeyId.isEmpty(), created.body());
        HttpResponse<String> again = call("POST", "/v1/journeys", sender, order(phone, "Đơn 42", ""), null).join();
        expect(again.statusCode() == 200 && again.body().contains(journeyId), again.body());

        HttpResponse<String> wrong = call("POST", "/v1/journeys", sender, order("0912", "Đơn 42", ""), null).join();
        expect(wrong.statusCode() == 422 && wrong.body().contains("\"code\":\"input_invalid\""), wrong.body());

        HttpResponse<String> sent =
                call("POST", "/v1/messages", sender, order(phone, "Đơn 42", message), "order-42").join();
        expect(sent.statusCode() == 202 && sent.body().contains("\"requestId\":\""), sent.body());

        String slow = order(System.getenv("SLOW_PHONE"), "Đơn 43", message);
        int[] statuses = Stream.of(1, 2)
                .map(time -> call("POST", "/v1/messages", sender, slow, "order-43"))
                .toList()
                .stream()
                .mapToInt(answer -> answer.join().statusCode())
                .sorted()
                .toArray();
        expect(statuses[0] == 202 && statuses[1] == 409, statuses[0] + " " + statuses[1]);

        HttpResponse<String> forbidden = call("DELETE", "/v1/journeys/" + journeyId, sender, null, null).join();
        expect(forbidden.statusCode() == 403 && forbidden.body().contains("\"code\":\"forbidden\""), forbidden.body());
        expect(call("DELETE", "/v1/journeys/" + journeyId, admin, null, null).join().statusCode() == 204, "deleted");
    }
}
