package org.quoin.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/**
 * {@code karaf-assembly/REFERENCE.md} is what the distribution says of itself. Where it is not, this build's is in the work
 * directory that the failure names: read it, and copy it.
 */
public class ReferenceIT {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("distribution"));

    @Test
    public void theReferenceIsThatOfThisBuild() throws IOException {
        Path kept = DISTRIBUTION.resolve("../../REFERENCE.md").normalize();
        Path made = Files.createDirectories(Path.of(System.getProperty("work"))).resolve("REFERENCE.md");
        Files.writeString(made, Reference.of(DISTRIBUTION));

        assertThat(made).as("copy %s to %s", made, kept).hasSameTextualContentAs(kept);
    }
}
