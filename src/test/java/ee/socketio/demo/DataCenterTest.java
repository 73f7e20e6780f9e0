package ee.socketio.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.cdi.EndpointExtension;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataCenterTest {
    private static final Logger LOGGER = Logger.getLogger(DataCenter.class.getName());

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final SeContainer container = SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new EndpointExtension())
            .addBeanClasses(DataCenter.class, PushResource.class)
            .initialize();
    private final TestServer server = new TestServer();

    @BeforeEach
    void record() {
        LOGGER.addHandler(recorder);
    }

    @AfterEach
    void close() {
        LOGGER.removeHandler(recorder);
        server.close();
        container.close();
    }

    private FakeClient join() {
        serve(true);
        FakeClient client = server.client();
        client.sends("0/dcenter,");
        assertThat(client.next()).startsWith("0/dcenter,{\"sid\"");
        return client;
    }

    private void serve(boolean demo) {
        container.getBeanManager().getExtension(EndpointExtension.class).serve(server.server, type -> demo);
    }

    @Test
    void logTellsConnectMessageAndDisconnect() {
        FakeClient client = join();
        client.sends("2/dcenter,[\"my_event\",{\"data\":\"hello\"}]");
        client.vanishes();

        assertThat(log).containsExactly("client connected.", "{data=hello}", "client disconnected.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"hello\"",
                "null",
                "1.50",
                "12345678901234567890",
                "true",
                "[1,[],{}]",
                "{\"z\":1,\"a\":{\"y\":null,\"b\":\"ü\u2028\"}}"
            })
    void dataComesBackAsItWas(String data) {
        FakeClient client = join();

        client.sends("2/dcenter,7[\"my_event\",{\"other\":1,\"data\":" + data + "}]");

        assertThat(client.messages())
                .containsExactly("2/dcenter,[\"my_response\",{\"data\":" + data + ",\"count\":1}]", "3/dcenter,7[]");
    }

    @Test
    void bytesComeBackAsBytes() {
        FakeClient client = join();

        client.sends(
                "52-/dcenter,[\"my_event\",{\"data\":{\"a\":[{\"_placeholder\":true,\"num\":1}],"
                        + "\"b\":{\"_placeholder\":true,\"num\":0}}}]",
                "<00>",
                "<01 02>");

        assertThat(client.messages())
                .containsExactly(
                        "52-/dcenter,[\"my_response\",{\"data\":{\"a\":[{\"_placeholder\":true,\"num\":0}],"
                                + "\"b\":{\"_placeholder\":true,\"num\":1}},\"count\":1}]",
                        "<01 02>",
                        "<00>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"[\"my_event\"]", "[\"my_event\",{}]", "[\"my_event\",null]", "[\"my_event\",\"text\"]"})
    void eventWithoutDataIsAnErrorThatCostsNothingElse(String event) {
        FakeClient client = join();
        server.server.onError((failed, failure) -> server.notes.add(failed.name()));

        client.sends("2/dcenter,0" + event, "2/dcenter,[\"my_event\",{\"data\":1}]");

        assertThat(server.notes).containsExactly("my_event");
        assertThat(client.next()).isEqualTo("2/dcenter,[\"my_response\",{\"data\":1,\"count\":1}]");
    }

    @Test
    void pushReachesEveryViewer() {
        FakeClient one = join();
        FakeClient two = server.client();
        two.sends("0/dcenter,");
        two.messages();
        PushResource push = container.select(PushResource.class).get();

        assertThat(push.push()).isEqualTo("done!");

        assertThat(one.next()).isEqualTo("2/dcenter,[\"dcenter\",{\"data\":\"test message!\"}]");
        assertThat(two.next()).isEqualTo("2/dcenter,[\"dcenter\",{\"data\":\"test message!\"}]");
    }

    @Test
    void withoutTheDemoThereIsNeitherNamespaceNorPush() {
        serve(false);
        FakeClient client = server.client();
        PushResource push = container.select(PushResource.class).get();

        client.sends("0/dcenter,");

        assertThat(client.next()).isEqualTo("4/dcenter,{\"message\":\"Invalid namespace\"}");
        // NotFoundException itself needs an implementation of JAX-RS, which is not here.
        assertThatThrownBy(push::push).hasStackTraceContaining("NotFoundException.<init>");
    }
}
