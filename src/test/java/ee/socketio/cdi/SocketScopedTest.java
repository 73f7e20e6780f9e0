package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ee.socketio.ConnectionRefused;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnEvent;
import ee.socketio.SocketScoped;
import ee.socketio.adapter.Recovery;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each socket has instances of its own. */
final class SocketScopedTest {
    private static final List<String> NOTES = new ArrayList<>();

    private Application application;

    @BeforeEach
    void start() {
        NOTES.clear();
        application = Application.of(
                new TestServer(TestServer.recovering(
                        new Recovery.Limits(Duration.ofSeconds(10), Duration.ofSeconds(45), 100_000, 50_000), true)),
                Cart.class,
                Shop.class,
                Shelf.class,
                Refusing.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @SocketScoped
    static class Cart {
        final List<String> items = new ArrayList<>();

        @PostConstruct
        void made() {
            NOTES.add("made");
        }

        @PreDestroy
        void destroyed() {
            NOTES.add("destroyed " + items);
        }

        int size() {
            return items.size();
        }

        int add(String item) {
            items.add(item);
            return items.size();
        }
    }

    @NamespaceEndpoint("/shop")
    static class Shop {
        @Inject
        Cart cart;

        @OnEvent
        int buy(String item) {
            return cart.add(item);
        }

        @OnDisconnect
        void gone() {
            NOTES.add("gone with " + cart.add("bag"));
        }
    }

    @SocketScoped
    @NamespaceEndpoint("/shelf")
    static class Shelf {
        private int calls;

        @Inject
        Cart cart;

        @OnConnect
        void connected() {
            calls++;
        }

        @OnEvent
        int calls() {
            return ++calls + cart.size();
        }

        @PreDestroy
        void destroyed() {
            NOTES.add("shelf destroyed");
        }
    }

    @NamespaceEndpoint("/refusing")
    static class Refusing {
        @Inject
        Cart cart;

        @OnConnect
        void connected() {
            cart.add("something");
            throw new ConnectionRefused("no");
        }
    }

    private String buys(FakeClient client, String item) {
        return Application.ask(client, "/shop", "\"buy\",\"" + item + "\"");
    }

    @Test
    void eachSocketHasItsOwnInstance() {
        FakeClient one = application.server.client();
        FakeClient two = application.server.client();
        one.joins("/shop");
        two.joins("/shop");

        assertThat(buys(one, "tea")).isEqualTo("[1]");
        assertThat(buys(one, "milk")).isEqualTo("[2]");
        assertThat(buys(two, "tea")).isEqualTo("[1]");
        assertThat(NOTES).containsExactly("made", "made");
    }

    @Test
    void eachNamespaceOfAClientHasItsOwn() {
        FakeClient client = application.server.client();
        client.joins("/shop");
        client.joins("/shelf");
        buys(client, "tea");

        assertThat(Application.ask(client, "/shelf", "\"calls\"")).isEqualTo("[2]");
    }

    @Test
    void instanceIsDestroyedOnceAfterTheLastHandler() {
        FakeClient client = application.server.client();
        client.joins("/shop");
        buys(client, "tea");

        client.sends("1/shop,");
        client.vanishes();

        assertThat(NOTES).containsExactly("made", "gone with 2", "destroyed [tea, bag]");
    }

    @Test
    void endpointMayBeSocketScopedItself() {
        FakeClient client = application.server.client();
        client.joins("/shelf");
        assertThat(Application.ask(client, "/shelf", "\"calls\"")).isEqualTo("[2]");
        assertThat(Application.ask(client, "/shelf", "\"calls\"")).isEqualTo("[3]");

        client.sends("1/shelf,");

        assertThat(NOTES).containsExactlyInAnyOrder("made", "destroyed []", "shelf destroyed");
    }

    @Test
    void instanceOfAClientThatIsRefusedIsDestroyed() {
        application.server.client().sends("0/refusing,");

        assertThat(NOTES).containsExactly("made", "destroyed [something]");
    }

    private FakeClient comesBack(String pid) {
        FakeClient client = application.server.client();
        client.sends("0/shop,{\"pid\":\"" + pid + "\"}");
        assertThat(client.next()).contains("\"pid\":\"" + pid + "\"");
        return client;
    }

    private String pidOf(FakeClient client) {
        client.sends("0/shop,");
        return client.next().replaceFirst(".*\"pid\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void clientThatComesBackFindsItsInstance() {
        FakeClient client = application.server.client();
        String pid = pidOf(client);
        buys(client, "tea");
        client.vanishes();
        assertThat(NOTES).containsExactly("made", "gone with 2");

        FakeClient back = comesBack(pid);
        application.server.advance(Duration.ofSeconds(11));

        assertThat(buys(back, "milk")).isEqualTo("[3]");
        back.sends("1/shop,");
        assertThat(NOTES).containsExactly("made", "gone with 2", "gone with 4", "destroyed [tea, bag, milk, bag]");
    }

    @Test
    void instanceOfAClientThatDoesNotComeBackIsDestroyedWhenItCannotAnyMore() {
        FakeClient client = application.server.client();
        pidOf(client);
        buys(client, "tea");

        client.vanishes();
        application.server.advance(Duration.ofSeconds(9));
        assertThat(NOTES).containsExactly("made", "gone with 2");
        application.server.advance(Duration.ofSeconds(2));

        assertThat(NOTES).containsExactly("made", "gone with 2", "destroyed [tea, bag]");
    }

    @Test
    void scopeIsNotActiveElsewhere() {
        Cart cart = application.container.select(Cart.class).get();

        assertThat(catchThrowable(() -> cart.add("x"))).isInstanceOf(ContextNotActiveException.class);
    }

    @Test
    void stoppingTheServerDestroysWhatIsLeft() {
        FakeClient client = application.server.client();
        client.joins("/shop");
        buys(client, "tea");

        application.container.close();

        assertThat(NOTES).containsExactly("made", "destroyed [tea]");
        application = Application.of();
    }
}
