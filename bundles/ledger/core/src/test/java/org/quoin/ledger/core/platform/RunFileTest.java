package org.quoin.ledger.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher takes this file apart with patterns: its bytes are a contract. */
class RunFileTest {
    private final Path data;
    private final Path file;
    private final RunFile run;

    RunFileTest(@TempDir Path data) {
        this.data = data;
        file = data.resolve("run.json");
        run = new RunFile(data, 4711, 8101);
    }

    @Test
    void eachStateReplacesTheFormer() throws IOException {
        run.starting();
        assertThat(file).hasContent("{\"pid\":4711,\"httpPort\":null,\"sshPort\":8101,\"state\":\"starting\"}\n");
        run.degraded("the disk is \"full\"");
        assertThat(file)
                .hasContent("{\"pid\":4711,\"httpPort\":null,\"sshPort\":8101,\"state\":\"degraded\","
                        + "\"reason\":\"the disk is \\\"full\\\"\"}\n");
        run.ready();
        assertThat(file).hasContent("{\"pid\":4711,\"httpPort\":null,\"sshPort\":8101,\"state\":\"ready\"}\n");
        run.refused(new Refusal("block 3 is damaged", 6));
        assertThat(file)
                .hasContent("{\"pid\":4711,\"httpPort\":null,\"sshPort\":8101,\"state\":\"refused\","
                        + "\"reason\":\"block 3 is damaged\",\"exitCode\":6}\n");
        assertThat(data).isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void whereHttpIsAnsweredStandsBesideTheState() throws IOException {
        run.http(8181); // before there is a state, there is no file to change
        assertThat(file).doesNotExist();

        run.ready();
        assertThat(file).hasContent("{\"pid\":4711,\"httpPort\":8181,\"sshPort\":8101,\"state\":\"ready\"}\n");

        run.http(null);
        assertThat(file).hasContent("{\"pid\":4711,\"httpPort\":null,\"sshPort\":8101,\"state\":\"ready\"}\n");

        run.degraded("slow");
        run.http(8182);
        assertThat(file)
                .hasContent("{\"pid\":4711,\"httpPort\":8182,\"sshPort\":8101,\"state\":\"degraded\","
                        + "\"reason\":\"slow\"}\n");
    }

    /** As on a full disk, which has no room for the file that would take the place of this one. */
    @Test
    void withoutRoomForASecondFileTheFirstIsOverwritten() throws IOException {
        run.degraded("a reason that is longer than what comes after it");
        Files.createDirectories(data.resolve("run.json.next").resolve("taken"));

        run.ready();

        assertThat(file).hasContent("{\"pid\":4711,\"httpPort\":null,\"sshPort\":8101,\"state\":\"ready\"}\n");
    }

    /** A condition that is told while the node closes must not bring the file back. */
    @Test
    void onceRemovedItStaysAway() throws IOException {
        run.ready();
        run.remove();
        run.degraded("too late");

        assertThat(file).doesNotExist();
    }
}
