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
import static org.quoin.ledger.core.Samples.signer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Executed;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.state.BucketCache;
import org.quoin.ledger.core.state.Difference;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Stub;

class BlockMachineTest {
    private final Chain founded = Chain.found(GENESIS).chain();
    private final BlockMachine machine = new BlockMachine(founded, 100);

    /** However far the settling lags behind, each block reads what the blocks before it left. */
    @Test
    void blocksExecutedAheadAreThoseExecutedOneByOne() {
        for (int lag = 0; lag <= 4; lag++) {
            BlockMachine ahead = new BlockMachine(founded, 100);
            Deque<Executed> executed = new ArrayDeque<>();
            List<BlockRecord> records = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                executed.add(ahead.execute(payments(ahead, i)));
                if (executed.size() > lag) {
                    records.add(ahead.settle(executed.remove()).record());
                }
            }
            executed.forEach(block -> records.add(ahead.settle(block).record()));

            Chain oneByOne = founded;
            for (BlockRecord record : records) {
                Chain.Extension again = oneByOne.repeat(record);
                assertThat(again.record()).as("lag %d", lag).isEqualTo(record);
                oneByOne = again.chain();
            }
            assertThat(ahead.settled().head()).isEqualTo(oneByOne.head());
            assertThat(records).allSatisfy(record -> assertThat(record.events()).hasSize(2));
        }
    }

    @Test
    void theTipIsAheadOfWhatIsSettled() {
        Executed first = machine.execute(payments(machine, 0));

        assertThat(machine.tip().height()).isEqualTo(1);
        assertThat(machine.settled()).isEqualTo(founded);

        machine.settle(first);

        assertThat(machine.settled().header().height()).isEqualTo(1);
        assertThat(machine.tip().height()).isEqualTo(1);
        machine.settle(machine.execute(payments(machine, 1)));
        assertThat(machine.settled().header().height()).isEqualTo(2);
    }

    /** A replica that has another header stops before it acknowledges more, however old the header is that shows it. */
    @Test
    void aBlockWhoseProposerHadAnotherHeaderIsNotSettled() {
        for (long known = 0; known < 3; known++) {
            BlockMachine replica = new BlockMachine(founded, 100);
            for (int i = 0; i < 2; i++) {
                replica.settle(replica.execute(payments(replica, i)));
            }
            BlockInput forked = input(replica.tip(), known, Hash.sha256(new byte[] {7}), 2);
            Executed block = replica.execute(forked);

            assertThatThrownBy(() -> replica.settle(block))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the block does not continue the chain at height 2: its proposer has another block "
                            + known);
            assertThat(replica.settled().header().height()).isEqualTo(2);
        }
    }

    @Test
    void blocksAreSettledInTheirOrder() {
        machine.execute(payments(machine, 0));
        Executed second = machine.execute(payments(machine, 1));

        assertThatThrownBy(() -> machine.settle(second))
                .hasMessage("the block does not continue the chain at height 0: its height is 2");
    }

    @Test
    void theNextBlockIsSettledOnAnotherFormOfTheState() {
        Executed first = machine.execute(payments(machine, 0));
        Executed second = machine.execute(payments(machine, 1));
        List<State> asked = new ArrayList<>();
        machine.settle(first);
        State newest = machine.settled().state();
        machine.continueFrom(state -> {
            asked.add(state);
            return state;
        });

        machine.settle(second);
        machine.settle(machine.execute(payments(machine, 2)));

        assertThat(asked).containsExactly(newest);
    }

    /** However many rows are remembered, and from whatever form of the state it goes on. */
    @Test
    void aMachineThatRemembersMuchMakesTheBlocksOfOneThatRemembersLittle() {
        BlockMachine few = new BlockMachine(founded, 2);
        BlockMachine many = new BlockMachine(founded, 100_000);
        Deque<Executed> byFew = new ArrayDeque<>();
        Deque<Executed> byMany = new ArrayDeque<>();
        Chain oneByOne = founded;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 30; i++) {
            BlockInput input = accounts(many, i);
            byFew.add(few.execute(input));
            byMany.add(many.execute(input));
            for (int left = random.nextInt(3); left > 0 && !byMany.isEmpty(); left--) {
                if (random.nextBoolean()) {
                    many.continueFrom(BlockMachineTest::fromAStore);
                }
                Chain.Extension settled = many.settle(byMany.remove());
                oneByOne = oneByOne.repeat(settled.record()).chain();
                assertThat(settled.chain().head()).as("block %d", i).isEqualTo(oneByOne.head());
                assertThat(few.settle(byFew.remove()).chain().head()).isEqualTo(oneByOne.head());
                assertThat(settled.record().receipts())
                        .extracting(receipt -> receipt.outcome().failure())
                        .extracting(failure -> failure == null ? "" : failure.code())
                        .containsExactly("", "", "", "INSUFFICIENT_BALANCE");
            }
        }
        assertThat(oneByOne.header().height()).isGreaterThan(20);
    }

    /** A state of the same content of which memory holds next to nothing. */
    private static State fromAStore(State state) {
        Map<Stub, byte[]> contents = new HashMap<>();
        BucketCache none = new BucketCache(0, contents::get);
        Difference all = State.difference(State.empty(), state, 1, none);
        all.added().forEach(addition -> contents.put(addition.stub(), addition.content()));
        return all.stored();
    }

    /** Alice opens an account and pays it, the account before pays Bob, and Bob pays more than he has. */
    private static BlockInput accounts(BlockMachine of, int number) {
        String name = "user_" + number;
        String before = number == 0 ? "alice" : "user_" + (number - 1);
        Signer payer = number == 0 ? ALICE : signer(before);
        return input(
                of.tip(),
                of.settled().header().height(),
                of.settled().head(),
                List.of(
                        signed(
                                ALICE,
                                "alice",
                                1,
                                number,
                                new CreateAccount(name, signer(name).publicKey())),
                        signed(ALICE, "alice", 2, number, new Transfer("alice", name, quo("2"))),
                        signed(payer, before, 0, 0, new Transfer(before, "bob", quo("1"))),
                        signed(BOB, "bob", 0, number, new Transfer("bob", name, quo("100000")))));
    }

    /** Two, of which the second spends what the first brings. */
    private static BlockInput payments(BlockMachine of, int sequence) {
        return input(of.tip(), of.settled().header().height(), of.settled().head(), sequence);
    }

    private static BlockInput input(Tip tip, long knownHeight, Hash known, int sequence) {
        return input(
                tip,
                knownHeight,
                known,
                List.of(
                        pay(0, sequence),
                        signed(
                                BOB,
                                "bob",
                                0,
                                sequence,
                                new Transfer("bob", "alice", quo(sequence == 0 ? "1001" : "1")))));
    }

    private static BlockInput input(Tip tip, long knownHeight, Hash known, List<VerifiedTransaction> transactions) {
        return new BlockInput(
                CoreCapability.PROTOCOL,
                tip.height() + 1,
                tip.input(),
                START,
                tip.modules().hash(),
                knownHeight,
                known,
                transactions);
    }
}
