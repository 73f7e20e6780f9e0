package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Auth;
import ee.socketio.EventRefused;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.PathParam;
import ee.socketio.testkit.FakeClient;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Constraints on what clients send. */
final class ValidationTest {
    private static Application application;

    @BeforeAll
    static void start() {
        application = Application.of(Orders.class, Strict.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    record Line(@NotBlank(message = "is blank") String item, @Min(value = 1, message = "is less than 1") int count) {}

    record Order(
            @NotNull(message = "is missing") String customer,
            List<@Valid Line> lines,
            Map<String, @Valid Line> gifts) {}

    record Login(@NotBlank(message = "is blank") String token) {}

    @NamespaceEndpoint("/orders/{year}")
    static class Orders {
        @OnConnect
        void connected(
                @Valid @Auth Login login,
                @PathParam("year") @Max(value = 2100, message = "is too far away") int year) {}

        @OnEvent
        int order(@Valid Order order, @Max(value = 3, message = "is more than 3") int priority) {
            return order.lines.size();
        }
    }

    @NamespaceEndpoint("/strict")
    static class Strict {
        @OnEvent
        String say(@NotBlank(message = "is blank") String text) {
            return text;
        }

        @OnEvent
        int count(@Max(3) int number) {
            return number;
        }

        @OnError
        Object refused(EventRefused refusal) {
            return refusal.data();
        }

        @OnError
        String failed(Throwable failure) {
            return "failure";
        }
    }

    @Test
    void whatIsRightPasses() {
        FakeClient client = application.server.client();
        client.sends("0/orders/2026,{\"token\":\"t\"}");
        client.messages();

        assertThat(Application.ask(
                        client,
                        "/orders/2026",
                        "\"order\",{\"customer\":\"c\",\"lines\":[{\"item\":\"tea\",\"count\":1}],\"gifts\":{}},3"))
                .isEqualTo("[1]");
    }

    @Test
    void whatIsWrongIsListedInTheAcknowledgement() {
        FakeClient client = application.server.client();
        client.sends("0/orders/2026,{\"token\":\"t\"}");
        client.messages();

        assertThat(Application.ask(
                        client,
                        "/orders/2026",
                        "\"order\",{\"lines\":[{\"item\":\"tea\",\"count\":1},{\"item\":\" \",\"count\":0}],"
                                + "\"gifts\":{\"x\":{\"item\":\"\",\"count\":1}}},4"))
                .isEqualTo("[{\"error\":\"Invalid arguments\",\"data\":["
                        + "{\"path\":\"0.customer\",\"message\":\"is missing\"},"
                        + "{\"path\":\"0.gifts[x].item\",\"message\":\"is blank\"},"
                        + "{\"path\":\"0.lines[1].count\",\"message\":\"is less than 1\"},"
                        + "{\"path\":\"0.lines[1].item\",\"message\":\"is blank\"},"
                        + "{\"path\":\"1\",\"message\":\"is more than 3\"}]}]");
    }

    @Test
    void whatIsWrongRefusesWhoConnects() {
        FakeClient client = application.server.client();

        client.sends("0/orders/2101,{\"token\":\"\"}");

        assertThat(client.next())
                .isEqualTo("4/orders/2101,{\"message\":\"Invalid arguments\",\"data\":["
                        + "{\"path\":\"auth.token\",\"message\":\"is blank\"},"
                        + "{\"path\":\"year\",\"message\":\"is too far away\"}]}");
    }

    @Test
    void refusalIsForTheErrorHandlerThatAsksForIt() {
        FakeClient client = application.server.client();
        client.joins("/strict");

        assertThat(Application.ask(client, "/strict", "\"say\",\"\""))
                .isEqualTo("[[{\"path\":\"0\",\"message\":\"is blank\"}]]");
        assertThat(Application.ask(client, "/strict", "\"count\",\"x\"")).isEqualTo("[\"failure\"]");
    }
}
