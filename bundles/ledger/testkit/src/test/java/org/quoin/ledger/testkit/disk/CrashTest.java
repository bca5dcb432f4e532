package org.quoin.ledger.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.testkit.TestLedger;

/** A ledger is killed in the midst of payments, again and again, on a disk on which {@code kill -9} is a power cut. */
class CrashTest {
    private static final long SEED = 20_260_101;
    private static final int KILLS = 20;
    private static final Pattern ACKNOWLEDGED = Pattern.compile("acknowledged ([0-9a-f]{64}) ([0-9]+)\\.");

    private final RandomGenerator random = new SplittableRandom(SEED);
    private final Map<Hash, Long> acknowledged = new HashMap<>();
    private final Path directory;

    CrashTest(@TempDir Path data) {
        directory = data.resolve("ledger");
    }

    @Test
    void twentyKillsLoseNoPaymentThatWasAcknowledged() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            runUntilKilled(true);
            if (kill % 4 == 0) {
                assertThat(lost()).as("lost by kill %d, seed %d", kill, SEED).isEmpty();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * 10);
        try (TestLedger ledger = CrashingLedger.open(CrashingLedger.store(directory))) {
            long head = ledger.ledger().info().height();
            assertThat(ledger.ledger().verify(0, head).ok()).isTrue();
        }
    }

    /** The same on a disk that says done before it has done it: this test can fail. */
    @Test
    void acknowledgingBeforeTheSyncLosesPayments() throws Exception {
        runUntilKilled(false);
        assertThat(lost()).isNotEmpty();
    }

    private void runUntilKilled(boolean honest) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingLedger.class.getName(),
                        directory.toString(),
                        Long.toString(random.nextLong()),
                        Boolean.toString(honest))
                .redirectErrorStream(true);
        // A process that is killed leaves the native library behind, here at one place.
        builder.environment().put("ROCKSDB_SHAREDLIB_DIR", Files.createDirectories(directory.resolveSibling("library")).toString());
        Process ledger = builder.start();
        List<String> others = new ArrayList<>();
        try (BufferedReader lines = ledger.inputReader()) {
            int left = random.nextInt(10, 200);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = ACKNOWLEDGED.matcher(line);
                if (matcher.matches()) {
                    acknowledged.put(Hash.fromHex(matcher.group(1)), Long.valueOf(matcher.group(2)));
                    left--;
                } else {
                    others.add(line);
                }
                if (left == 0) {
                    ledger.toHandle().destroyForcibly(); // unlike the process's own, it leaves what was printed
                }
            }
            assertThat(left).as("acknowledgements missing: %s", others).isNotPositive();
        } finally {
            ledger.destroyForcibly().waitFor();
        }
    }

    /** The acknowledged payments that a new process does not find as they were acknowledged. */
    private List<Hash> lost() {
        try (TestLedger ledger = CrashingLedger.open(CrashingLedger.store(directory))) {
            return acknowledged.entrySet().stream()
                    .filter(payment -> !ledger.ledger()
                            .receipt(payment.getKey())
                            .filter(receipt -> receipt.applied() && receipt.height() == payment.getValue())
                            .isPresent())
                    .map(Map.Entry::getKey)
                    .toList();
        } catch (DamagedDataException e) {
            return List.copyOf(acknowledged.keySet());
        }
    }
}
