package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.START;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.journal.GroupCommit;
import org.quoin.ledger.core.journal.Journal;

class JournalBlockLogTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockMachine machine = new BlockMachine(Chain.found(GENESIS).chain(), 100);
    private Journal journal;
    private BlockLog log;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        DirectoryStore store = new DirectoryStore(directory.resolve("ledger"), directory.resolve("modules"));
        store.create(GENESIS);
        journal = Journal.open(store.openJournal(), (height, payload) -> GENESIS.chainId());
        journal.append(0, Chain.found(GENESIS).record().encode());
        journal.force();
        journal.anchor(0, machine.settled().head());
        journal.force();
        log = new JournalBlockLog(machine, new GroupCommit(journal, threads, 2), threads);
    }

    @AfterEach
    void close() {
        log.close();
        journal.close();
        threads.shutdown();
    }

    @Test
    void anInputIsExecutedAndDurableWhenItsFutureCompletes() throws Exception {
        Chain.Extension block = log.append(next(START)).get();

        assertThat(block.chain().header().height()).isEqualTo(1);
        assertThat(machine.settled()).isEqualTo(block.chain());
        assertThat(journal.acknowledged()).isEqualTo(1);
        assertThat(journal.read(1)).isEqualTo(block.record().encode());
    }

    /** Else the log of one replica would go on where that of another has stopped. */
    @Test
    void afterAnInputThatCannotBeExecutedNoneIsOrdered() throws Exception {
        assertThatThrownBy(() -> log.append(next(START.minusMillis(1))).get())
                .hasMessageContaining(
                        "the block does not continue the chain at height 0: its time is before its parent's");

        assertThatThrownBy(() -> log.append(next(START)).get()).hasMessageContaining("its time is before its parent's");
        assertThat(journal.height()).isZero();
    }

    /** Its proposer knows another chain, which shows when the block before is settled, and is too late for the one after. */
    @Test
    void afterABlockThatCannotBeSettledNoneIsDurable() throws Exception {
        BlockInput first = next(START);
        assertThat(log.append(first).get().chain().header().height()).isEqualTo(1);

        BlockInput forked = new BlockInput(
                CoreCapability.PROTOCOL, 2, machine.tip().input(), START, first.modules(), 1, Hash.ZERO, List.of());

        assertThatThrownBy(() -> log.append(forked).get())
                .hasMessageContaining(
                        "the block does not continue the chain at height 1: its proposer has another block 1");
        assertThatThrownBy(() -> log.append(next(START)).get())
                .hasMessageContaining("its proposer has another block 1");
        assertThat(journal.height()).isEqualTo(1);
    }

    @Test
    void whatWasTakenIsDurableWhenTheLogIsClosed() throws Exception {
        List<CompletableFuture<Chain.Extension>> taken = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            taken.add(log.append(next(START)));
        }

        log.close();

        assertThat(taken).allMatch(block -> block.isDone() && !block.isCompletedExceptionally());
        assertThat(journal.acknowledged()).isEqualTo(20);
    }

    private BlockInput next(Instant time) {
        Tip tip = machine.tip();
        Chain settled = machine.settled();
        return new BlockInput(
                CoreCapability.PROTOCOL,
                tip.height() + 1,
                tip.input(),
                time,
                tip.modules().hash(),
                settled.header().height(),
                settled.head(),
                List.of());
    }
}
