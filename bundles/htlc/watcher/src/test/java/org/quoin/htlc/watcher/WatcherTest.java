package org.quoin.htlc.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** Bob has gone to sleep and left a watcher behind. Alice swaps with him over two ledgers, as she likes. */
@Timeout(60)
class WatcherTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Bytes PREIMAGE = Bytes.of(new byte[32]);

    private final TestNode first = new TestNode(Person.named("uno"));
    private final TestNode second = new TestNode(Person.named("due"));

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private Home home(Path directory) {
        return Home.of(directory, first, second, BOB, "");
    }

    @Test
    void whatAliceRevealsOnOneLedgerIsClaimedOnTheOther(@TempDir Path directory) throws Exception {
        Hash before = first.lock(ALICE, BOB, PREIMAGE, HOUR.multipliedBy(2));
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying(before.toHex());
            Hash taken = second.lock(BOB, ALICE, PREIMAGE, HOUR);
            watcher.awaitSaying(taken.toHex());
            second.redeem(ALICE, taken, PREIMAGE);
            watcher.awaitSaying("claimed");
        }
        assertThat(first.happened("htlc.redeemed")).containsExactly(before);
    }

    @Test
    void whatWasRevealedWhileNobodyWatchedIsClaimedToo(@TempDir Path directory) throws Exception {
        Hash leg = first.lock(ALICE, BOB, PREIMAGE, HOUR.multipliedBy(2));
        second.redeem(ALICE, second.lock(BOB, ALICE, PREIMAGE, HOUR), PREIMAGE);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying("claimed");
        }
        assertThat(first.happened("htlc.redeemed")).containsExactly(leg);
        Bytes late = Bytes.of(new byte[31]);
        second.redeem(ALICE, second.lock(BOB, ALICE, late, HOUR), late);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying("connected");
            Hash made = first.lock(ALICE, BOB, late, HOUR);
            watcher.awaitSaying("claimed");
            assertThat(first.happened("htlc.redeemed")).containsExactly(leg, made);
        }
    }

    @Test
    void whatBobFundedComesBackWhenItExpiresAndNotBefore(@TempDir Path directory) throws Exception {
        Hash mine = second.lock(BOB, ALICE, PREIMAGE, HOUR);
        Hash hers = second.lock(ALICE, BOB, PREIMAGE, HOUR);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying(mine.toHex());
            second.ledger().clock().move(HOUR.minusMillis(1));
            Thread.sleep(300); // three polls
            assertThat(second.happened("htlc.refunded")).isEmpty();
            assertThat(watcher.said()).as("it does not even try").doesNotContain("refunded");
            second.ledger().clock().move(Duration.ofMillis(1));
            watcher.awaitSaying("\"refunded\"");
        }
        assertThat(second.happened("htlc.refunded")).containsExactly(mine).doesNotContain(hers);
    }

    @Test
    void whatTheLedgerRefundsByItselfIsLeftToItForAWhile(@TempDir Path directory) throws Exception {
        Hash mine = second.lockWithAutoRefund(BOB, ALICE, PREIMAGE, HOUR);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying(mine.toHex());
            second.ledger().clock().move(HOUR.plusMinutes(9));
            Thread.sleep(300); // three polls
            assertThat(watcher.said()).doesNotContain("refunded");
            second.ledger().clock().move(Duration.ofMinutes(1));
            while (second.happened("htlc.refunded").isEmpty()) {
                Thread.sleep(5);
            }
        }
        assertThat(second.happened("htlc.refunded")).containsExactly(mine);
    }

    @Test
    void nothingIsClaimedAfterTheExpiry(@TempDir Path directory) throws Exception {
        Hash leg = first.lock(ALICE, BOB, PREIMAGE, HOUR);
        first.ledger().advance(HOUR);
        second.redeem(ALICE, second.lock(BOB, ALICE, PREIMAGE, HOUR), PREIMAGE);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying("gave-up");
            assertThat(watcher.said()).contains("CONTRACT_EXPIRED").contains(leg.toHex());
            assertThat(watcher.said()).as("it does not even try").doesNotContain("claimed");
        }
        assertThat(first.happened("htlc.redeemed")).isEmpty();
    }

    @Test
    void whereFeesAreChargedTheWatcherPaysThem(@TempDir Path directory) throws Exception {
        Hash leg = first.lock(ALICE, BOB, PREIMAGE, HOUR.multipliedBy(2));
        Hash mine = first.lock(BOB, ALICE, Bytes.of(new byte[31]), HOUR);
        first.charge();
        second.redeem(ALICE, second.lock(BOB, ALICE, PREIMAGE, HOUR), PREIMAGE);
        Amount before = first.ledger().balance(BOB, TestLedger.QUO);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying("\"claimed\"");
            first.ledger().clock().move(HOUR);
            watcher.awaitSaying("\"refunded\"");
        }
        assertThat(first.happened("htlc.redeemed")).containsExactly(leg);
        assertThat(first.happened("htlc.refunded")).containsExactly(mine);
        assertThat(first.ledger().balance(BOB, TestLedger.QUO)).isLessThan(before);
    }

    @Test
    void noMoreIsOfferedThanTheOwnerAllowsAndTheJournalSaysWhatIsMissing(@TempDir Path directory) throws Exception {
        first.lock(ALICE, BOB, PREIMAGE, HOUR.multipliedBy(2));
        first.charge();
        second.redeem(ALICE, second.lock(BOB, ALICE, PREIMAGE, HOUR), PREIMAGE);
        Home home = Home.of(directory, first, second, BOB, "first.fee-limit=0.000000000000000007\n");
        try (RunningWatcher watcher = new RunningWatcher(home)) {
            watcher.awaitSaying("not-claimed");
            assertThat(watcher.said()).contains("FEE_LIMIT_TOO_LOW").contains("at most 0.000000000000000007 QUO");
        }
    }

    @Test
    void whoHasNothingToPayWithIsToldSo(@TempDir Path directory) throws Exception {
        first.lock(ALICE, BOB, PREIMAGE, HOUR.multipliedBy(2));
        first.ledger().submit(BOB, new Transfer("bob", "alice", first.ledger().balance(BOB, TestLedger.QUO)));
        first.charge();
        second.redeem(ALICE, second.lock(BOB, ALICE, PREIMAGE, HOUR), PREIMAGE);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying("not-claimed");
            assertThat(watcher.said()).contains("CANNOT_PAY_FEE: bob has 0 QUO for a fee of up to");
        }
    }

    /** Nobody knows a preimage that was not used yet, and a contract of Alice's own is no business of Bob's. */
    @Test
    void whatIsNotBobsIsLeftAlone(@TempDir Path directory) throws Exception {
        Hash other = first.lock(ALICE, Person.named("uno"), PREIMAGE, HOUR);
        Hash longer = first.lock(ALICE, BOB, Bytes.of(new byte[33]), HOUR);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying(longer.toHex());
            second.redeem(ALICE, second.lock(BOB, ALICE, PREIMAGE, HOUR), PREIMAGE);
            Thread.sleep(300);
            assertThat(watcher.said()).doesNotContain("claimed").doesNotContain(other.toHex());
        }
        assertThat(first.happened("htlc.redeemed")).isEmpty();
    }

    @Test
    void aLedgerThatIsAwayIsWaitedForAndTheOtherIsLookedAfter(@TempDir Path directory) throws Exception {
        Hash leg = first.lock(ALICE, BOB, PREIMAGE, HOUR);
        Hash mine = second.lock(BOB, ALICE, PREIMAGE, HOUR);
        try (RunningWatcher watcher = new RunningWatcher(home(directory))) {
            watcher.awaitSaying(leg.toHex());
            watcher.awaitSaying(mine.toHex());
            first.goAway();
            second.redeem(ALICE, mine, PREIMAGE);
            Hash another = second.lock(BOB, ALICE, Bytes.of(new byte[31]), HOUR);
            watcher.awaitSaying(another.toHex());
            second.ledger().clock().move(HOUR);
            watcher.awaitSaying("\"refunded\"");
            assertThat(watcher.said()).doesNotContain("\"claimed\"");
            first.comeBack();
            watcher.awaitSaying("\"claimed\"");
        }
        assertThat(first.happened("htlc.redeemed")).containsExactly(leg);
    }

    @Test
    void anotherChainThanTheOneThatIsTrustedIsRefused(@TempDir Path directory) throws Exception {
        Home home = Home.of(directory, first, second, BOB, "second.chain=" + first.chainId() + "\n");
        try (RunningWatcher watcher = new RunningWatcher(home)) {
            assertThat(watcher.awaitFailure())
                    .hasMessageContaining("is the chain " + second.chainId())
                    .hasMessageContaining("nothing is signed for another chain");
        }
    }

    @Test
    void aConfigurationSaysWhatIsWrongWithIt(@TempDir Path directory) throws IOException {
        Home home = home(directory);
        String good = Files.readString(home.config());
        for (List<String> wrong : List.of(
                List.of("first.chain=12", "'first.chain' is the id of a chain"),
                List.of("first.address=ftp://x", "'first.address' is the address of a gateway"),
                List.of("second.account=B", "'second.account' is the name of an account"),
                List.of("second.lane=16", "'second.lane' is a number from 0 to 15"),
                List.of("first.fee-limit=1e3", "'first.fee-limit' is an amount"),
                List.of("grace=soon", "'grace' is a duration"),
                List.of("keystore=", "'keystore' is missing"),
                List.of("kaystore=x", "'kaystore' is no property of the watcher"))) {
            home.configure(good + wrong.get(0) + "\n");
            assertThatThrownBy(() -> Config.read(home.config()))
                    .isInstanceOf(WatcherException.class)
                    .hasMessageContaining(wrong.get(1));
        }
        home.configure(good);
        Files.setPosixFilePermissions(home.config(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Config.read(home.config())).hasMessageContaining("chmod 600");
    }
}
