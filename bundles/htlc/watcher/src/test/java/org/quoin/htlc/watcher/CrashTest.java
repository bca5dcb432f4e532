package org.quoin.htlc.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.testkit.Person;

/** The watcher as a process, which is killed again and again while swaps go on. */
@Timeout(150)
class CrashTest {
    private static final long SEED = 20260403;
    private static final int KILLS = 100;

    /** So long a watcher lives at most after it has started to work. */
    private static final int LONGEST_LIFE_MILLIS = 700;

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void everyLegIsClaimedOrRefundedOnceHoweverOftenTheWatcherDies(@TempDir Path directory, TestReporter reporter)
            throws Exception {
        Random random = new Random(SEED);
        try (TestNode first = new TestNode(Person.named("uno"));
                TestNode second = new TestNode(Person.named("due"))) {
            Home home = Home.of(directory, first, second, BOB, "");
            Swaps swaps = new Swaps(first, second, new Random(SEED));
            swaps.start();
            for (int kill = 0; kill < KILLS; kill++) {
                Files.deleteIfExists(home.logFile());
                Process watcher = WatcherProcess.start(home);
                while (!home.log().contains("\"started\"")) {
                    assertThat(watcher.waitFor(5, TimeUnit.MILLISECONDS))
                            .as(home.log())
                            .isFalse();
                }
                boolean ended = watcher.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
                assertThat(ended).as(home.log()).isFalse();
                watcher.destroyForcibly().waitFor();
            }
            swaps.finish();
            int beforeLast = first.happened("htlc.redeemed").size();
            Process last = WatcherProcess.start(home);
            try {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
                while (System.nanoTime() < deadline
                        && (first.happened("htlc.redeemed").size() < swaps.claimable.size()
                                || second.happened("htlc.refunded").size() < swaps.refundable.size())) {
                    Thread.sleep(20);
                }
            } finally {
                last.destroyForcibly().waitFor();
            }

            assertThat(first.happened("htlc.redeemed")).containsExactlyInAnyOrderElementsOf(swaps.claimable);
            assertThat(second.happened("htlc.refunded")).containsExactlyInAnyOrderElementsOf(swaps.refundable);
            assertThat(first.happened("htlc.refunded")).doesNotContainAnyElementsOf(swaps.claimable);
            reporter.publishEntry(Map.of(
                    "legs claimed", Integer.toString(swaps.claimable.size()),
                    "of them by watchers that were killed", Integer.toString(beforeLast),
                    "legs refunded", Integer.toString(swaps.refundable.size())));
            assertThat(beforeLast).isGreaterThan(KILLS / 4);
        }
    }

    /**
     * Alice locks on the first ledger, Bob on the second. She takes what he has locked, and with that says by what he can take what
     * she has; or she leaves it, and he gets it back. Time passes as it does outside.
     */
    private static final class Swaps {
        private static final int PAUSE_MILLIS = 200;

        private final TestNode first;
        private final TestNode second;
        private final Random random;
        private final Thread thread = new Thread(this::go, "swaps");
        private final List<Hash> claimable = new ArrayList<>();
        private final List<Hash> refundable = new ArrayList<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean finishing;

        Swaps(TestNode first, TestNode second, Random random) {
            this.first = first;
            this.second = second;
            this.random = random;
        }

        void start() {
            thread.start();
        }

        /** Makes no more; what has been made has expired on the second ledger when this returns. */
        void finish() {
            finishing = true;
            ended.join();
            second.ledger().clock().move(SHORT);
        }

        private void go() {
            try {
                while (!finishing) {
                    long begin = System.nanoTime();
                    swap();
                    Thread.sleep(random.nextInt(PAUSE_MILLIS));
                    Duration passed = Duration.ofNanos(System.nanoTime() - begin);
                    first.ledger().clock().move(passed);
                    second.ledger().clock().move(passed);
                }
                ended.complete(null);
            } catch (InterruptedException | RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
        }

        private void swap() {
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            Bytes preimage = Bytes.of(secret);
            if (random.nextBoolean()) {
                Hash hers = first.lock(ALICE, BOB, preimage, LONG);
                second.redeem(ALICE, second.lock(BOB, ALICE, preimage, SHORT), preimage);
                claimable.add(hers);
            } else {
                first.lockWithAutoRefund(ALICE, BOB, preimage, SHORT); // or too many would be open one day
                refundable.add(second.lock(BOB, ALICE, preimage, SHORT));
            }
        }
    }
}
