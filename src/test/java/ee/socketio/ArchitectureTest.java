package ee.socketio;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rooms of this house. Each may use itself and what its line lists, from top to bottom; JDK and JSpecify's
 * annotations may be used everywhere.
 */
final class ArchitectureTest {
    private static final String HOME = "ee.socketio";

    private static final String CDI = "jakarta.enterprise..";
    private static final String INJECT = "jakarta.inject..";
    private static final String JSON = "jakarta.json..";
    private static final String REST = "jakarta.ws.rs..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOME);

    private static final List<Room> ROOMS = List.of(
            // the public API: interfaces, and annotations that CDI knows as scope, stereotype and qualifiers
            room(HOME, "jakarta.enterprise.context", "jakarta.enterprise.inject", INJECT),
            // packets and codecs of both protocols: pure functions
            room("..wire.engine.."),
            room("..wire.socket..", "..wire.engine.."),
            // one session: state machine, outbound queue, heartbeats, upgrade
            room("ee.socketio.engine", "..wire.engine.."),
            // the two doors to the container: long-polling, CORS and the client's files; WebSocket
            room("..engine.servlet..", "ee.socketio.engine", "..wire.engine..", "jakarta.servlet.."),
            room("..engine.websocket..", "ee.socketio.engine", "..wire.engine..", "jakarta.websocket.."),
            // who is told what on which node: the SPI for clusters
            room("..adapter..", HOME, "..wire.socket.."),
            // namespaces, sockets, rooms, acknowledgements: what is behind the API
            room("..server..", HOME, "..wire.socket..", "ee.socketio.engine", "..wire.engine..", "..adapter..", JSON),
            // handler methods of beans
            room("..cdi..", HOME, "..server..", CDI, INJECT, "jakarta.annotation..", "jakarta.validation.."),
            // events over plain HTTP, for back ends
            room("..push..", HOME, "..wire.socket..", "..wire.engine..", REST, INJECT, CDI, JSON, "jakarta.servlet.."),
            // programs behind a WebSocket, as websocketd has them
            room("..process..", HOME, "jakarta.websocket..", "jakarta.servlet.."),
            // Socket.IO's admin page: the API, and what tells of all sockets and connections
            room(
                    "..admin..",
                    HOME,
                    "..server..",
                    "ee.socketio.engine",
                    "..wire.engine..",
                    "at.favre.lib.crypto.bcrypt"),
            // the tutorial's beans: proof that the API suffices
            room("..demo..", HOME, REST, INJECT, CDI, JSON),
            // the server without a container, and its clients, for unit tests
            room(
                    "..testkit..",
                    HOME,
                    "..server..",
                    "..adapter..",
                    "..cdi..",
                    "ee.socketio.engine",
                    "..wire.engine..",
                    "..wire.socket..",
                    CDI),
            room("..config.."));

    /** A package and what it may use besides itself. */
    record Room(String name, List<String> uses) {}

    private static Room room(String name, String... uses) {
        return new Room(name, List.of(uses));
    }

    static List<Room> rooms() {
        return ROOMS;
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomUsesOnlyWhatItsLineLists(Room room) {
        String[] allowed = Stream.concat(Stream.of(room.name, "java..", "org.jspecify.annotations"), room.uses.stream())
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(room.name)
                .should()
                .onlyDependOnClassesThat(describe(
                        "are in " + String.join(", ", allowed),
                        type -> resideInAnyPackage(allowed).test(type.getBaseComponentType())
                                || type.getBaseComponentType().isPrimitive()))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    @DisplayName("config, boot and launch put the house together; nobody inside knows them")
    void onlyBootKnowsConfigBootAndLaunch() {
        check(noClasses()
                .that(not(resideInAnyPackage("..config..", "..boot..", "..launch..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..config..", "..boot..", "..launch.."));
        check(noClasses()
                .that()
                .resideInAPackage("..boot..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..launch.."));
        check(noClasses()
                .that()
                .resideInAPackage("..launch..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(HOME + "..")
                        .and(not(resideInAnyPackage("..config..", "..launch..", "..process..", "..boot..", HOME)))));
    }

    @Test
    void onlyBootKnowsTheDoorsToTheContainer() {
        for (String door : new String[] {"..engine.servlet..", "..engine.websocket.."}) {
            check(noClasses()
                    .that(not(resideInAnyPackage(door, "..boot..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(door));
        }
    }

    @Test
    void roomsFormNoCycles() {
        check(slices().matching(HOME + ".(**)").should().beFreeOfCycles());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
