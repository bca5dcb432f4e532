package org.quoin.ledger.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.quoin.ledger.api.Hash;

/**
 * Runs programs that cannot make a file larger than 4 MiB. To a program that is like a full file system, which nobody but an
 * administrator can make: a write fails in its midst.
 */
final class SmallFiles {
    /** In blocks of 512 bytes, or of 1,024 with some shells. */
    private static final String LIMITED = "ulimit -f 4096 && exec \"$@\"";

    private SmallFiles() {}

    /** What a program prints. */
    static String run(Class<?> program, Path file) throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", LIMITED, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-UsePerfData", "-Xshare:auto", "-cp", classPath(program), program.getName()));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** What the operating system says is in its own words. */
    static String withoutReason(NoRoomException e) {
        return String.valueOf(e.getMessage()).replaceAll(" \\(.*", "");
    }

    private static String classPath(Class<?> program) throws URISyntaxException {
        Set<String> path = new LinkedHashSet<>();
        for (Class<?> type : List.of(program, Disk.class, Hash.class)) {
            path.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, path);
    }
}
