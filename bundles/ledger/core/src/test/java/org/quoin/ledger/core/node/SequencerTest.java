package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.BOB;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.START;
import static org.quoin.ledger.core.Samples.pay;
import static org.quoin.ledger.core.Samples.quo;
import static org.quoin.ledger.core.Samples.signed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.Samples;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/** The sequencer alone, on a log that does as the test says. Everything is offered before it runs, so it runs to its end. */
class SequencerTest {
    private final BlockMachine machine = new BlockMachine(Chain.found(GENESIS).chain(), 100);
    private final Shares shares = new Shares(Capacity.DEFAULT, () -> 0);
    private final Waiting waiting = new Waiting(shares, System::nanoTime);
    private final Told told = new Told();
    private Instant now = START;

    @Test
    void whatWaitsTogetherIsOneBlock() throws InterruptedException {
        offer(pay(0, 0), pay(0, 1), pay(1, 0));

        run(this::execute);

        assertThat(told.heights).containsExactly(1L);
        assertThat(machine.settled().header().height()).isEqualTo(1);
        assertThat(told.committed)
                .containsExactly(pay(0, 0).id(), pay(0, 1).id(), pay(1, 0).id());
    }

    @Test
    void whatNoLongerFitsTheChainIsTurnedAwayAndTheRestIsOrdered() throws InterruptedException {
        VerifiedTransaction fromBob = signed(BOB, "bob", 0, 0, new Transfer("bob", "alice", quo("1")));
        offer(
                pay(0, 0),
                pay(0, 0),
                pay(0, 2),
                signed(BOB, "alice", 1, 0, new Transfer("alice", "bob", quo("1"))),
                fromBob);

        run(this::execute);

        assertThat(told.committed).containsExactly(pay(0, 0).id(), fromBob.id());
        assertThat(told.refused).containsExactly("NONCE_USED", "NONCE_GAP", "KEY_NOT_AUTHORISED");
    }

    /** Else it would be ordered without using up its nonce, and could be ordered again if the key came back. */
    @Test
    void whatAFormerKeyHasSignedIsTurnedAwayAndNotOrdered() throws InterruptedException {
        Signer other = Samples.signer("alice's other");
        VerifiedTransaction before = pay(0, 0);
        VerifiedTransaction rotation =
                signed(ALICE, "alice", 0, 1, new RotateKeys("alice", List.of(other.publicKey())));
        VerifiedTransaction late = pay(0, 2);
        VerifiedTransaction fromBob = signed(BOB, "bob", 0, 0, new Transfer("bob", "alice", quo("1")));
        VerifiedTransaction after = signed(other, "alice", 0, 2, new Transfer("alice", "bob", quo("1")));
        offer(before, rotation, late, fromBob, after);

        run(this::execute);

        assertThat(told.heights).containsExactly(1L, 2L);
        assertThat(told.committed).containsExactly(before.id(), fromBob.id(), rotation.id(), after.id());
        assertThat(told.refused).containsExactly("KEY_NOT_AUTHORISED");
    }

    @Test
    void aRotationThatFailsTurnsNothingAway() throws InterruptedException {
        VerifiedTransaction rotation = signed(ALICE, "alice", 0, 0, new RotateKeys("alice", List.of()));
        offer(rotation, pay(0, 1));

        run(this::execute);

        assertThat(told.heights).containsExactly(1L, 2L);
        assertThat(told.committed).containsExactly(rotation.id(), pay(0, 1).id());
        assertThat(told.refused).isEmpty();
    }

    @Test
    void aBlockOfWhichNothingIsLeftIsNotMade() throws InterruptedException {
        now = START.plusSeconds(61);
        offer(pay(0, 0), pay(0, 1));

        run(this::execute);

        assertThat(told.refused).containsExactly("EXPIRED", "EXPIRED");
        assertThat(machine.settled().header().height()).isZero();
    }

    @Test
    void blockTimeFollowsTheClockForwardsOnly() throws InterruptedException {
        List<Instant> times = new ArrayList<>();
        waiting.offer(blocks(3));

        run(input -> {
            times.add(input.time());
            now = times.size() == 1 ? START.minusSeconds(5) : START.plusSeconds(5);
            return execute(input);
        });

        assertThat(times).containsExactly(START, START, START.plusSeconds(5));
    }

    @Test
    void whoAskedForBlocksIsToldWhenTheLastOneIsDurable() throws InterruptedException {
        Waiting.EmptyBlocks blocks = blocks(2);
        waiting.offer(blocks);

        run(this::execute);

        assertThat(told.heights).containsExactly(1L, 2L);
        assertThat(blocks.done()).isDone();
    }

    @Test
    void aBlockThatIsLostIsTold() throws InterruptedException {
        Waiting.EmptyBlocks blocks = blocks(1);
        waiting.offer(blocks);

        run(input -> CompletableFuture.failedFuture(new IllegalStateException("no space left")));

        assertThat(told.lost).hasSize(1);
        assertThat(blocks.done()).isCompletedExceptionally();
    }

    /** Else the submitters behind the one who could not be answered would wait for ever, and nobody would know why. */
    @Test
    void anErrorWhileAnsweringIsTold() throws InterruptedException {
        told.failing = true;
        offer(pay(0, 0));

        run(this::execute);

        assertThat(told.lost)
                .singleElement()
                .satisfies(cause -> assertThat(cause).hasRootCauseMessage("a bug"));
    }

    @Test
    void whoAskedForBlocksIsToldWhenTheLogFails() {
        Waiting.EmptyBlocks blocks = blocks(2);
        waiting.offer(blocks);

        assertThatThrownBy(() -> run(input -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");

        assertThat(blocks.done()).isCompletedExceptionally();
    }

    private static Waiting.EmptyBlocks blocks(int count) {
        return new Waiting.EmptyBlocks(count, new CompletableFuture<>());
    }

    private void offer(VerifiedTransaction... transactions) {
        for (VerifiedTransaction transaction : transactions) {
            shares.take(
                    transaction.transaction().signer(), transaction.encoded().size());
            waiting.offer(new Waiting.Submitted(transaction, new CompletableFuture<>()));
        }
    }

    private CompletableFuture<Chain.Extension> execute(BlockInput input) {
        return CompletableFuture.completedFuture(machine.settle(machine.execute(input)));
    }

    private void run(Function<BlockInput, CompletableFuture<Chain.Extension>> append) throws InterruptedException {
        waiting.close();
        BlockLog log = new BlockLog() {
            @Override
            public CompletableFuture<Chain.Extension> append(BlockInput input) {
                return append.apply(input);
            }

            @Override
            public boolean isFull() {
                return false;
            }

            @Override
            public void giveUpWhenFull() {}

            @Override
            public void close() {}
        };
        new Sequencer(waiting, machine, log, new LedgerClock(() -> now), told).run();
    }

    private final class Told implements Sequencer.Listener {
        private final List<Object> committed = new ArrayList<>();
        private final List<Long> heights = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final List<Throwable> lost = new ArrayList<>();
        private boolean failing;

        @Override
        public void committed(Chain.Extension block, List<Waiting.Submitted> transactions) {
            if (failing) {
                throw new IllegalStateException("a bug");
            }
            heights.add(block.chain().header().height());
            transactions.forEach(each -> committed.add(each.transaction().id()));
        }

        @Override
        public void refused(Waiting.Submitted transaction, Refusal refusal) {
            refused.add(refusal.type().code());
        }

        @Override
        public void lost(Throwable cause) {
            lost.add(cause);
        }

        @Override
        public LedgerInfo info() {
            Chain chain = machine.settled();
            return new LedgerInfo(
                    GENESIS.chainId(),
                    chain.header().height(),
                    chain.head(),
                    chain.header().state(),
                    chain.header().time(),
                    List.of(),
                    true);
        }
    }
}
