package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.manual.Manual;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The test of {@code src/site/markdown/testing.md} in a project of a reader's. */
class TestkitIT {
    private static final String JUNIT =
            """
            <dependency>
                <groupId>org.junit.jupiter</groupId>
                <artifactId>junit-jupiter</artifactId>
                <version>%s</version>
                <scope>test</scope>
            </dependency>
            """;
    private static final String TEST =
            """
            package com.example;

            import static org.junit.jupiter.api.Assertions.*;
            import ee.socketio.*;
            import ee.socketio.testkit.*;
            import org.junit.jupiter.api.Test;

            class GreetingsTest {
            %s
            }
            """;

    @Test
    void testOfTheManualRunsWithTheDependenciesOfTheManual() throws IOException {
        Manual testing = Manual.page("testing");
        String dependencies =
                testing.firstBlock("xml") + JUNIT.formatted(System.getProperty("junit.version")) + "</dependencies>";
        LibraryProject project = LibraryProject.create("tested");
        project.write("pom.xml", project.read("pom.xml").replace("</dependencies>", dependencies))
                .write("src/test/java/com/example/GreetingsTest.java", TEST.formatted(testing.firstBlock("java")))
                .maven("compiler-plugin:compile", "compiler-plugin:testCompile", "surefire-plugin:3.5.4:test");

        assertThat(project.read("target/surefire-reports/com.example.GreetingsTest.txt"))
                .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    }
}
