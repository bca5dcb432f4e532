package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.Samples.BOB;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.START;
import static org.quoin.ledger.core.Samples.pay;
import static org.quoin.ledger.core.Samples.quo;
import static org.quoin.ledger.core.Samples.signed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Executed;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.state.State;

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

    /** Two, of which the second spends what the first brings. */
    private static BlockInput payments(BlockMachine of, int sequence) {
        return input(of.tip(), of.settled().header().height(), of.settled().head(), sequence);
    }

    private static BlockInput input(Tip tip, long knownHeight, Hash known, int sequence) {
        return new BlockInput(
                CoreCapability.PROTOCOL,
                tip.height() + 1,
                tip.input(),
                START,
                tip.modules().hash(),
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
}
