package org.quoin.ledger.testkit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.AccountRow;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.LedgerLog;

class PopulaceTest {
    private static final int ACCOUNTS = 2_500;
    private static final BigInteger HOLDING = BigInteger.ONE.shiftLeft(40);

    private final Populace populace = new Populace(ACCOUNTS);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Path directory;

    @BeforeEach
    void settle(@TempDir Path fresh) throws Exception {
        directory = fresh;
        BenchLedger.settle(directory, populace);
    }

    @AfterEach
    void stop() {
        threads.shutdown();
    }

    @Test
    void everybodyHasTheSameAndAllAddUpToTheSupply() throws Exception {
        try (LedgerLog log = LedgerLog.open(store(), threads)) {
            CoreReads state = new CoreReads(log.machine().settled().state());
            for (int account = 0; account < ACCOUNTS; account++) {
                AccountRow row = Objects.requireNonNull(state.account(Populace.name(account)), "it is settled");
                assertThat(state.balance(row.ordinal(), 0)).isEqualTo(HOLDING);
            }
            assertThat(Objects.requireNonNull(state.asset("QUO"), "it is founded")
                            .supply())
                    .isEqualTo(HOLDING.multiply(BigInteger.valueOf(ACCOUNTS)));
        }
    }

    @Test
    void signedPaymentsAreAppliedByTheNodeThatOpensIt() throws Exception {
        try (BenchLedger ledger = BenchLedger.open(directory, populace)) {
            Timed first = ledger.submit(ledger.sign(300));
            Timed second = ledger.submit(ledger.sign(300));

            assertThat(first.plus(second).count()).isEqualTo(600);
        }
        try (BenchLedger again = BenchLedger.open(directory, populace)) {
            assertThat(again.submit(again.sign(300)).count()).isEqualTo(300);
        }
    }

    /** As two processes of one benchmark do, the second of which finds what the first has paid. */
    @Test
    void whoPaysInOneProcessGoesOnInTheNext(@TempDir Path fresh) throws Exception {
        Path result = fresh.resolve("result");
        for (int process = 0; process < 2; process++) {
            Accounts20mBench.Run run = Accounts20mBench.Paying.measure(directory, populace, 0, 500);
            run.write(result);

            assertThat(Accounts20mBench.Run.read(result)).isEqualTo(run);
            assertThat(run.perSecond()).isPositive();
            assertThat(run.usedMebibytes()).isBetween(1.0, run.heapMebibytes());
        }
        try (LedgerLog log = LedgerLog.open(store(), threads)) {
            CoreReads state = new CoreReads(log.machine().settled().state());
            long paid = 0;
            for (int account = 0; account < ACCOUNTS; account++) {
                AccountRow row = Objects.requireNonNull(state.account(Populace.name(account)), "it is settled");
                paid += state.nextSequence(row.ordinal(), 0);
            }
            assertThat(paid).isEqualTo(2 * 3 * 500);
        }
    }

    @Test
    void unsignedPaymentsAreAppliedByTheLogAlone() throws Exception {
        try (LedgerLog log = LedgerLog.open(store(), threads)) {
            Chain chain = log.machine().settled();
            Payments payments = new Payments(populace, chain.header().chainId(), Instant.now(), name -> 0);
            Chain.Extension block = log.append(new BlockInput(
                            CoreCapability.PROTOCOL,
                            chain.header().height() + 1,
                            chain.header().input(),
                            chain.header().time(),
                            chain.modules().hash(),
                            chain.header().height(),
                            chain.head(),
                            payments.unsigned(200)))
                    .join();

            assertThat(block.record().events()).hasSize(200);
            assertThat(log.backlog().unstoredBlocks()).isEqualTo(1);
        }
    }

    private DirectoryStore store() {
        return new DirectoryStore(directory.resolve("ledger"), directory.resolve("modules"));
    }
}
