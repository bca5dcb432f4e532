package org.quoin.ledger.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.START;
import static org.quoin.ledger.core.Samples.pay;
import static org.quoin.ledger.core.Samples.signed;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.MountainRange;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.core.Samples;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.VerifiedTransaction;

class ChainTest {
    private static final Hash OTHER = Hash.sha256(new byte[] {1});

    private final Chain chain = Chain.found(GENESIS).chain();

    @Test
    void aBlockIsExecutedAndReplayedToTheSameChain() {
        Chain.Extension block =
                chain.extend(input(1, 1, START, 0, chain.header().input(), chain.head()));

        BlockRecord read = BlockRecord.decode(block.record().encode());

        assertThat(read).isEqualTo(block.record());
        assertThat(chain.replay(read).head()).isEqualTo(block.chain().head());
        assertThat(chain.replay(read).hasItsRoots()).isTrue();
        assertThat(chain.replay(read).nextEvent()).isEqualTo(1);
        assertThat(chain.repeat(read).record()).isEqualTo(read);
    }

    /** What it says is read ahead of it; that must not end the block. */
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000000", "0100", "05616c6963650000", "21", "05616c69636503626f6203"})
    void aTransferThatCannotBeReadIsOnlyRejected(String body) {
        VerifiedTransaction unreadable =
                signed(ALICE, "alice", 0, 0, new Operation("ledger", "transfer", 1, Bytes.fromHex(body)));

        Chain.Extension block = chain.extend(next(chain, List.of(unreadable, pay(0, 1))));

        assertThat(block.record().receipts())
                .extracting(receipt -> receipt.outcome().failure())
                .extracting(failure -> failure == null ? "" : failure.code())
                .containsExactly("MALFORMED_OPERATION", "");
    }

    @Test
    void aHeaderCommitsToAllHeadersBeforeIt() {
        MountainRange range = MountainRange.EMPTY;
        Chain at = chain;
        for (int height = 0; height < 40; height++) {
            assertThat(at.header().history()).isEqualTo(range.root());
            range = range.with(at.head());
            assertThat(at.history()).isEqualTo(range);
            Chain.Extension next = at.extend(empty(at));
            assertThat(at.replay(next.record()).history())
                    .isEqualTo(next.chain().history());
            at = next.chain();
        }
    }

    @Test
    void aHeaderNamesTheOperatorsOfGenesis() {
        Hash operators =
                OperatorSet.majorityOf(List.of(Samples.ALICE.publicKey())).hash();

        assertThat(chain.header().operators()).isEqualTo(operators);
        assertThat(chain.extend(empty(chain)).chain().header().operators()).isEqualTo(operators);
    }

    @Test
    void aRecordWithAnotherHistoryOrOtherOperatorsIsNotReplayed() {
        BlockRecord record = chain.extend(empty(chain)).record();
        Header was = record.header();

        assertNotReplayed(record, header(was, OTHER, was.operators()), "it tells another history");
        assertNotReplayed(record, header(was, was.history(), OTHER), "it has other operators");
    }

    private void assertNotReplayed(BlockRecord record, Header header, String why) {
        assertThatThrownBy(
                        () -> chain.replay(new BlockRecord(record.input(), header, record.outcome(), record.writes())))
                .hasMessage("the block does not continue the chain at height 0: " + why);
    }

    private static Header header(Header was, Hash history, Hash operators) {
        return new Header(
                was.protocol(),
                was.chainId(),
                was.height(),
                was.time(),
                was.parent(),
                history,
                was.input(),
                was.state(),
                was.nonces(),
                was.receipts(),
                was.events(),
                was.firstEvent(),
                operators,
                was.modules());
    }

    @Test
    void anInputThatDoesNotContinueTheChainIsNotExecuted() {
        Hash parent = chain.header().input();
        assertRefused(input(2, 1, START, 0, parent, chain.head()), "it follows protocol 2");
        assertRefused(input(1, 2, START, 0, parent, chain.head()), "its height is 2");
        assertRefused(input(1, 1, START, 0, OTHER, chain.head()), "its parent is another input");
        assertRefused(input(1, 1, START.minusMillis(1), 0, parent, chain.head()), "its time is before its parent's");
        assertRefused(input(1, 1, START, 1, parent, chain.head()), "its proposer knows block 1");
        assertRefused(input(1, 1, START, 0, parent, OTHER), "its proposer has another block 0");
    }

    @Test
    void aRecordThatDoesNotContinueTheChainIsNotReplayed() {
        BlockRecord first = chain.extend(input(1, 1, START, 0, chain.header().input(), chain.head()))
                .record();

        assertThatThrownBy(() -> chain.replay(first).replay(first))
                .hasMessage("the block does not continue the chain at height 1: its height is 1");
        assertThatThrownBy(() -> Chain.found(GENESIS)
                        .chain()
                        .replay(new BlockRecord(
                                Chain.found(GENESIS).record().input(),
                                first.header(),
                                first.outcome(),
                                first.writes())))
                .hasMessage("the block does not continue the chain at height 0: its input is another than it names");
    }

    @Test
    void aRecordWithOtherWritesHasNotItsRoots() {
        BlockRecord first = chain.extend(input(1, 1, START, 0, chain.header().input(), chain.head()))
                .record();
        BlockRecord forged = new BlockRecord(
                first.input(),
                first.header(),
                first.outcome(),
                Chain.found(GENESIS).record().writes());

        assertThat(chain.replay(forged).hasItsRoots()).isFalse();
    }

    @Test
    void aRecordOfWhichABitIsFlippedIsAnotherOneOrNone() {
        byte[] bytes = chain.extend(input(1, 1, START, 0, chain.header().input(), chain.head()))
                .record()
                .encode();
        BlockRecord record = BlockRecord.decode(bytes);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(BlockRecord.decode(flipped))
                        .as("with bit %d flipped", bit)
                        .isNotEqualTo(record);
            } catch (MalformedBytesException e) {
                assertThat(e).hasMessageStartingWith("not a ");
            }
        }
    }

    private void assertRefused(BlockInput input, String why) {
        assertThatThrownBy(() -> chain.extend(input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the block does not continue the chain at height 0: " + why);
    }

    private static BlockInput empty(Chain chain) {
        return next(chain, List.of());
    }

    private static BlockInput next(Chain chain, List<VerifiedTransaction> transactions) {
        return new BlockInput(
                1,
                chain.header().height() + 1,
                chain.header().input(),
                START,
                chain.modules().hash(),
                chain.header().height(),
                chain.head(),
                transactions);
    }

    private static BlockInput input(
            int protocol, long height, Instant time, long knownHeight, Hash parent, Hash known) {
        return new BlockInput(
                protocol,
                height,
                parent,
                time,
                ModuleSet.none(RulesSource.NONE).hash(),
                knownHeight,
                known,
                List.of(pay(0, 0)));
    }
}
