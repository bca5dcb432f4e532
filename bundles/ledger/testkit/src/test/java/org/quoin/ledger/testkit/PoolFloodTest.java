package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.node.Capacity;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.TollRules;
import org.quoin.rules.codec.Writer;

/**
 * Many cheap transactions wait, a tenth of them of one sender, and one is replaced again and again: whoever pays more does not
 * wait for them. {@code -Dpool.cheap=100000} makes it as many as a ledger takes.
 */
@Timeout(300)
class PoolFloodTest {
    private static final int CHEAP = Integer.getInteger("pool.cheap", 4_000);

    /** In bytes: together they fill five blocks. */
    private static final int SIZE = 5 * BlockInput.MAX_SIZE / CHEAP;

    private static final int SENDERS = 60;

    /** Who waits with one transaction each: whoever is next by turn waits for all of them. */
    private static final int CROWD = 2_500;

    private static final int STORM = 500;
    private static final BigInteger ENOUGH = BigInteger.valueOf(4_000_000);

    private final Person[] people = IntStream.range(0, SENDERS + 3)
            .mapToObj(i -> Person.named("person_" + i))
            .toArray(Person[]::new);
    private final Person[] crowd =
            IntStream.range(0, CROWD).mapToObj(i -> Person.named("crowd_" + i)).toArray(Person[]::new);
    private final Person hoarder = people[SENDERS];
    private final Person restless = people[SENDERS + 1];
    private final Person payer = people[SENDERS + 2];
    private final Capacity capacity = new Capacity(CHEAP, 1L << 30, CHEAP / 5, 1L << 28);
    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), capacity, everybody());
    private final Ledger node = ledger.ledger();
    private final Development blocks = ledger.node().development().orElseThrow();

    @Test
    void aPayingOneIsInWithinTwoBlocks() {
        assertThat(ledger.activate(Jars.written("toll", "1.0.0", TollRules.class))
                        .failure())
                .isEmpty();
        ledger.advance(Duration.ofMillis(1));
        List<Bytes> hoard = signed(hoarder, CHEAP / 10);
        List<List<Bytes>> cheap = Stream.of(people)
                .limit(SENDERS)
                .map(each -> signed(each, CHEAP / SENDERS))
                .toList();

        blocks.automine(false);
        List<CompletableFuture<Receipt>> answers = Stream.concat(
                        hoard.stream(),
                        IntStream.range(0, CHEAP / SENDERS)
                                .boxed()
                                .flatMap(i -> cheap.stream().map(of -> of.get(i))))
                .map(node::submit)
                .toList();
        assertThat(blocks.waiting()).isBetween(CHEAP * 9 / 10, CHEAP);

        int replaced = storm();
        assertThat(replaced).isBetween(1, STORM);
        assertThat(blocks.waiting()).isLessThanOrEqualTo(CHEAP);

        long height = node.info().height();
        CompletableFuture<Receipt> paying = node.submit(signed(payer, 0, tip(1_000_000)));
        blocks.automine(true);

        assertThat(paying.join().height()).isBetween(height + 1, height + 2);
        assertThat(paying.join().applied()).isTrue();
        answers.forEach(answer -> answer.exceptionally(refused -> null).join());
        assertThat(answers)
                .filteredOn(answer -> !answer.isCompletedExceptionally())
                .hasSizeGreaterThan(CHEAP * 8 / 10)
                .allMatch(answer -> answer.join().applied());
        assertThat(node.info().height()).as("all of them take more").isGreaterThan(height + 4);
        assertThat(node.waiting(0)).isZero();
        assertThat(blocks.waiting()).isZero();
        ledger.close();
    }

    /** Nobody has had a turn yet, so what each offers is all that sets one before the other. */
    @Test
    void whoTipsDoesNotWaitForACrowdThatDoesNot() {
        assertThat(ledger.activate(Jars.written("toll", "1.0.0", TollRules.class))
                        .failure())
                .isEmpty();
        ledger.advance(Duration.ofMillis(1));
        List<Bytes> cheap = Stream.of(crowd)
                .parallel()
                .map(each -> speech(each, 0, 5 * BlockInput.MAX_SIZE / CROWD))
                .toList();

        blocks.automine(false);
        List<CompletableFuture<Receipt>> answers =
                cheap.stream().map(node::submit).toList();
        long height = node.info().height();
        CompletableFuture<Receipt> paying = node.submit(signed(payer, 0, tip(1_000_000)));
        assertThat(blocks.waiting()).isEqualTo(CROWD + 1);
        blocks.automine(true);

        assertThat(paying.join().height()).isBetween(height + 1, height + 2);
        assertThat(answers).allMatch(answer -> answer.join().applied());
        assertThat(node.info().height()).as("all of them take more").isGreaterThan(height + 4);
        ledger.close();
    }

    private Person[] everybody() {
        return Stream.concat(Stream.of(people), Stream.of(crowd)).toArray(Person[]::new);
    }

    /** Every fifth offers enough to take the place of the one before. */
    private int storm() {
        long limit = 2_000_000;
        CompletableFuture<Receipt> last = node.submit(signed(restless, 0, FeeTerms.upTo(BigInteger.valueOf(limit))));
        int replaced = 0;
        for (int i = 1; i <= STORM; i++) {
            boolean enough = i % 5 == 0;
            long more = enough ? limit + limit / 9 : limit + 1;
            CompletableFuture<Receipt> next = node.submit(signed(
                    restless, 0, FeeTerms.upTo(BigInteger.valueOf(more)).withTip(enough ? tipAfter(replaced) : 0)));
            assertThat(blocks.waiting()).isLessThanOrEqualTo(CHEAP);
            if (enough) {
                assertThat(code(last)).isEqualTo("REPLACED");
                limit = more;
                last = next;
                replaced++;
            } else {
                assertThat(code(next)).isEqualTo("REPLACEMENT_UNDERPRICED");
            }
        }
        return replaced;
    }

    /** A tenth more each time, rounded up. */
    private static long tipAfter(int times) {
        long tip = 1;
        for (int i = 0; i < times; i++) {
            tip += Math.max(1, (tip + 9) / 10);
        }
        return tip;
    }

    private static String code(CompletableFuture<Receipt> answer) {
        return answer.handle((receipt, thrown) -> {
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    return cause instanceof RefusedException refused
                            ? refused.failure().code()
                            : String.valueOf(thrown);
                })
                .join();
    }

    private static FeeTerms tip(long tip) {
        return FeeTerms.upTo(ENOUGH.add(BigInteger.valueOf(tip * 130_000))).withTip(tip);
    }

    private List<Bytes> signed(Person person, int number) {
        return IntStream.range(0, number)
                .parallel()
                .mapToObj(i -> speech(person, i, SIZE))
                .toList();
    }

    private Bytes speech(Person person, long sequence, int size) {
        Writer words = new Writer().bytes(new byte[size], 16_384);
        return ledger.draft(person)
                .doing(new Operation("toll", "say", 1, Bytes.of(words.toBytes())))
                .nonce(0, sequence)
                .offering(tip(0))
                .sign()
                .encode();
    }

    private Bytes signed(Person person, long sequence, FeeTerms terms) {
        return ledger.draft(person, new Transfer(person.name(), people[0].name(), new Amount(BigInteger.ONE, ETH)))
                .nonce(0, sequence)
                .offering(terms)
                .sign()
                .encode();
    }
}
