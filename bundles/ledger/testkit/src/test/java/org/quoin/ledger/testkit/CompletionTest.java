package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.core.command.AccountCreateCommand;
import org.quoin.ledger.core.command.BalancesCommand;
import org.quoin.ledger.core.command.ModuleGrantCommand;
import org.quoin.ledger.core.command.ModulePlanCommand;
import org.quoin.ledger.core.command.ModulePolicyCommand;
import org.quoin.ledger.core.command.TransferCommand;
import org.quoin.ledger.core.command.VerifyProofCommand;
import org.quoin.ledger.testkit.probe.Jars;

/** The tab key, at Karaf's own completers. */
class CompletionTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER_1 = Person.named("user_1");
    private static final Person USER_2 = Person.named("user_2");
    private static final List<Class<? extends Action>> COMMANDS = List.of(
            AccountCreateCommand.class,
            BalancesCommand.class,
            ModuleGrantCommand.class,
            ModulePlanCommand.class,
            ModulePolicyCommand.class,
            TransferCommand.class,
            VerifyProofCommand.class);

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USER_1, USER_2);
    private final TestConsole console = console(ledger.ledger());

    private TestConsole console(Ledger asked) {
        return new TestConsole(
                List.of(asked, new MemoryWallet(OPERATOR, USER_1), ledger.node().rehearsals(hash -> Optional.empty())),
                COMMANDS);
    }

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void accountsAndAssetsAreOffered() {
        assertThat(console.complete("ledger:balances ")).containsExactly("operator", "user_1", "user_2");
        assertThat(console.complete("ledger:balances user")).containsExactly("user_1", "user_2");
        assertThat(console.complete("ledger:transfer --to ")).containsExactly("operator", "user_1", "user_2");
        assertThat(console.complete("ledger:transfer --from user_1 --to user_2 --asset E"))
                .containsExactly("ETH");
    }

    @Test
    void onlyWhoCanSignIsOfferedToSign() {
        assertThat(console.complete("ledger:transfer --from ")).containsExactly("operator", "user_1");
        assertThat(console.complete("ledger:account-create carol --as u")).containsExactly("user_1");
    }

    @Test
    void optionsAndTheirValuesAreOfferedAfterAnArgumentToo() {
        assertThat(console.complete("ledger:balances user_1 --h")).containsExactly("--height", "--help");
        assertThat(console.complete("ledger:account-create carol --sch")).containsExactly("--scheme");
        assertThat(console.complete("ledger:account-create carol --scheme "))
                .containsExactly("ed25519", "p256", "secp256k1");
        assertThat(console.complete("ledger:account-create --scheme s")).containsExactly("secp256k1");
        assertThat(console.complete("module:policy ")).containsExactly("auto", "governed");
    }

    @Test
    void aCapabilityIsFollowedByItsVersions() {
        ledger.activate(Jars.fixture("1.0.0"));

        assertThat(console.complete("module:plan ")).containsExactly("htlc-fixture");
        assertThat(console.complete("module:plan htlc-fixture ")).containsExactly("1.0.0");
        assertThat(console.complete("module:grant org.example.host h")).containsExactly("htlc-fixture");
    }

    @Test
    void filesAreOffered(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("proof.json"), "{}");
        Files.createDirectory(directory.resolve("proofs"));

        assertThat(console.complete("ledger:verify-proof " + directory + "/pr"))
                .containsExactly(directory + "/proof.json", directory + "/proofs/");
        assertThat(console.complete("ledger:verify-proof " + directory + "/none/x"))
                .isEmpty();
    }

    /** One that throws, one that never answers. */
    @Test
    void aLedgerThatIsAwayGivesNothing() {
        CountDownLatch never = new CountDownLatch(1);
        Stream<Ledger> away = Stream.of(
                ledgerThat(() -> {
                    throw new IllegalStateException("away");
                }),
                ledgerThat(never::await));
        away.forEach(asked -> {
            try (TestConsole other = console(asked)) {
                long start = System.nanoTime();
                assertThat(other.complete("ledger:balances ")).isEmpty();
                assertThat(other.complete("ledger:balances user_1 --he")).containsExactly("--height", "--help");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
        });
        never.countDown();
    }

    private interface Waiting {
        void go() throws InterruptedException;
    }

    private static Ledger ledgerThat(Waiting does) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "a ledger that is away";
                        };
                    }
                    does.go();
                    return null;
                });
    }
}
