package org.quoin.host.sample.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.host.sample.Gift;
import org.quoin.host.sample.News;
import org.quoin.htlc.api.client.Clients;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** Alice gives, Bob claims, on a real ledger; the capability, the host and the ledger itself come and go meanwhile. */
@Timeout(60)
class GiftShopTest {
    private static final long SEED = 20_260_401;
    private static final Amount FIVE = Amount.parse("5", ETH);
    private static final String WORD = "correct horse";

    private final Path file;
    private final Shop shop;

    GiftShopTest(@TempDir Path directory) {
        file = directory.resolve("gifts");
        shop = new Shop(file, ALICE, BOB);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theWordPaysWhomTheGiftIsFor() {
        shop.open();
        Hash id = wrap(WORD);
        assertThat(shop.ledger().balance(ALICE, ETH)).hasToString("995 ETH");
        assertThat(shop.gifts().gift(id)).isEqualTo(gift(id, Gift.State.WRAPPED));

        assertThat(submit(BOB, shop.gifts().claim(id, "another horse")).failure())
                .hasValueSatisfying(reason -> assertThat(reason.code()).isEqualTo("WRONG_PREIMAGE"));
        assertThat(submit(BOB, shop.gifts().claim(id, "  correct horse\n")).applied())
                .isTrue();

        assertThat(shop.ledger().balance(BOB, ETH)).hasToString("1005 ETH");
        assertThat(shop.gifts().gifts(null, 10).items()).containsExactly(gift(id, Gift.State.CLAIMED));
    }

    @Test
    void whatNobodyClaimsGoesBack() {
        shop.open();
        Hash id = wrap(WORD);
        assertThat(submit(ALICE, shop.gifts().giveBack(id)).applied()).isFalse();
        shop.ledger().advance(Duration.ofHours(2));

        assertThat(submit(BOB, shop.gifts().claim(id, WORD)).applied()).isFalse();
        assertThat(submit(ALICE, shop.gifts().giveBack(id)).applied()).isTrue();

        assertThat(shop.ledger().balance(ALICE, ETH)).hasToString("1000 ETH");
        assertThat(shop.gifts().gifts(null, 10).items()).containsExactly(gift(id, Gift.State.RETURNED));
    }

    @Test
    void theSameWordIsAnotherSecretForEveryGift() {
        Hash chain = shop.ledger().ledger().info().chainId();

        assertThat(List.of(
                        CodeWord.secret(WORD, chain, "alice", "bob", START),
                        CodeWord.secret(WORD, chain, "alice", "bob", START.plusMillis(1)),
                        CodeWord.secret(WORD, chain, "alice", "bo", START),
                        CodeWord.secret(WORD, chain, "bob", "bob", START),
                        CodeWord.secret(WORD, Hash.ZERO, "alice", "bob", START)))
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> CodeWord.secret(" abc ", chain, "alice", "bob", START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A code word has 4 to 200 characters, this one has 3: choose another.");
    }

    @Test
    void whileContractsAreAwayTheHostSaysSoAndTheRestGoesOn() {
        assertRefused(() -> shop.gifts().wrap("alice", "bob", FIVE, expiry(), WORD));
        shop.open();
        Hash id = wrap(WORD);
        Gift wrapped = gift(id, Gift.State.WRAPPED);
        assertThat(shop.gifts().status().rulesVersion()).contains("1.0.0");

        shop.shut();

        assertRefused(() -> shop.gifts().wrap("alice", "bob", FIVE, expiry(), WORD));
        assertRefused(() -> shop.gifts().claim(id, WORD));
        assertRefused(() -> shop.gifts().giveBack(id));
        assertThat(shop.gifts().gift(id)).isEqualTo(wrapped);
        assertThat(shop.gifts().gifts(null, 10).items()).containsExactly(wrapped);
        assertThat(shop.gifts().status().rulesVersion()).isEmpty();
        assertThat(shop.gifts().status().wrapped()).isEqualTo(1);
        assertThat(shop.gifts().status().trouble()).isEmpty();
        assertThat(submit(ALICE, new Transfer("alice", "bob", FIVE)).applied()).isTrue();

        shop.open();
        assertThat(submit(BOB, shop.gifts().claim(id, WORD)).applied()).isTrue();
    }

    @Test
    void aServiceThatTakesThePlaceOfAnotherStays() {
        shop.open();
        shop.gifts().bindHtlc(Clients.of(shop.ledger().ledger()), Map.of("quoin.version", "2.0.0"));
        shop.unbind();

        assertThat(shop.gifts().status().rulesVersion()).contains("2.0.0");
    }

    @Test
    void itGoesOnWhereItStoodWhereverItIsStopped() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        shop.open();
        Hash last = wrap(WORD);
        for (int round = 0; round < 40; round++) {
            switch (random.nextInt(5)) {
                case 0 -> last = wrap("word " + round);
                case 1 -> submit(BOB, shop.gifts().claim(last, "word " + random.nextInt(40)));
                case 2 -> submit(ALICE, new Transfer("alice", "bob", Amount.parse("1", ETH)));
                case 3 -> tear(random.nextInt(20));
                default -> shop.restart();
            }
        }
        shop.ledger().advance(Duration.ofHours(2));
        submit(ALICE, shop.gifts().giveBack(last));

        assertFollowed();
        shop.restart();
        assertFollowed();
        assertThat(Files.readAllLines(file)).hasSize(1 + expected().size());
    }

    /** What was not written to the disk when the power went. */
    private void tear(int bytes) throws IOException {
        shop.gifts().deactivate();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - bytes));
        }
        shop.restart();
    }

    @Test
    void eventsThatAreNoGiftsAreNotLookedAtForEver() throws IOException {
        for (int i = 0; i < Book.UNWRITTEN + 5; i++) {
            submit(ALICE, new Transfer("alice", "bob", Amount.parse("0.1", ETH)));
        }
        shop.gifts().news(null, 1);

        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .last(InstanceOfAssertFactories.STRING)
                .matches("999 1000 [0-9a-f]{64} -");
        shop.restart();
        assertFollowed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "5 2",
                "7 7 00 htlc.created 00",
                "-1 -1 00 -",
                "3 3 00 htlc.redeemed beef",
                "9999 9999 00 -"
            })
    void aBookThatCannotBeReadIsMadeAgain(String line) throws IOException {
        shop.open();
        wrap(WORD);
        shop.gifts().deactivate();
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);

        shop.restart();

        assertFollowed();
        assertThat(Files.readString(file)).doesNotContain(line);
    }

    @Test
    void anotherLedgerInItsPlaceHasABookOfItsOwn() {
        shop.open();
        wrap(WORD);
        wrap("another word");
        submit(ALICE, new Transfer("alice", "bob", FIVE));

        shop.replace(TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB, Person.named("carol")));
        assertThat(shop.gifts().gifts(null, 10).items()).isEmpty();
        shop.open();
        wrap("a third word");
        assertFollowed();
    }

    /** As many events in as many blocks, and yet others: the line at which the book stands says nothing of a gift. */
    @Test
    void itIsNotEnoughThatAnotherPastIsAsLong() throws IOException {
        shop.open();
        submit(ALICE, new Transfer("alice", "bob", FIVE));
        submit(ALICE, new Transfer("alice", "bob", FIVE));
        String block =
                shop.ledger().ledger().block(3).orElseThrow().header().hash().toHex();
        shop.gifts().deactivate();
        Files.writeString(file, "2 3 " + block + " -\n", StandardOpenOption.APPEND);
        shop.restart();
        assertThat(shop.gifts().status().next()).isEqualTo(3);
        OperationRecord gift = shop.gifts().wrap("alice", "bob", FIVE, expiry(), WORD);

        TestLedger other = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);
        Shop.activate(other);
        other.submit(ALICE, gift);
        other.submit(ALICE, new Transfer("alice", "bob", FIVE));
        shop.replace(other);

        assertThat(shop.gifts().news(null, 10).items()).hasSize(1);
        assertFollowed();
    }

    /** An older backup was put in the place of its files, and things went another way. */
    @Test
    void theSameLedgerWithAnotherPastHasABookOfItsOwn() {
        shop.open();
        wrap(WORD);
        wrap("another word");

        shop.replace(TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB));
        assertThat(shop.gifts().status().next()).isZero();
        shop.open();
        submit(ALICE, new Transfer("alice", "bob", FIVE));
        wrap("a third word");

        assertFollowed();
        shop.restart();
        assertFollowed();
    }

    @Test
    void withoutAPlaceForAFileItStillTellsTheGifts() throws IOException {
        shop.gifts().deactivate();
        Files.deleteIfExists(file);
        Files.createDirectory(file);
        Files.createFile(file.resolve("in the way"));

        shop.restart();
        shop.open();
        wrap(WORD);

        assertFollowed();
        assertThat(shop.gifts().status().trouble()).isEmpty();
    }

    @Test
    void anEventThatIsMissedIsSaid() {
        shop.open();
        wrap(WORD);
        try (Book book = new Book(shop.ledger().ledger(), null)) {
            List<Event> events = shop.ledger().ledger().events(0, 10).items();
            assertThatThrownBy(() -> book.take(events.get(1))).hasMessage("event 1 came in the place of 0");
        }
    }

    /** The oracle: what the ledger itself says happened. */
    private List<News> expected() {
        List<News> news = new ArrayList<>();
        for (Event event : shop.ledger().ledger().events(0, 1_000).items()) {
            switch (event.type()) {
                case "htlc.created" -> news.add(news(event, Gift.State.WRAPPED));
                case "htlc.redeemed" -> news.add(news(event, Gift.State.CLAIMED));
                case "htlc.refunded" -> news.add(news(event, Gift.State.RETURNED));
                default -> {
                    // no gift
                }
            }
        }
        return news;
    }

    private static News news(Event event, Gift.State state) {
        return new News(event.sequence(), event.height(), event.data().hash("id"), state);
    }

    private void assertFollowed() {
        assertThat(shop.gifts().news(null, 1_000).items()).isEqualTo(expected());
    }

    private static void assertRefused(Runnable asked) {
        assertThatThrownBy(asked::run)
                .isInstanceOf(RefusedException.class)
                .hasMessage("Code words have to wait, because the capability htlc is not active: deploy it with"
                        + " feature:install quoin-htlc, or send the gift without a code word.");
    }

    private Hash wrap(String word) {
        Receipt receipt = submit(ALICE, shop.gifts().wrap("alice", "bob", FIVE, expiry(), word));
        return receipt.events().get(0).data().hash("id");
    }

    private Receipt submit(Person signer, OperationRecord operation) {
        return shop.ledger().submit(signer, operation);
    }

    private static Instant expiry() {
        return START.plus(Duration.ofHours(1));
    }

    private static Gift gift(Hash id, Gift.State state) {
        return new Gift(id, "alice", "bob", FIVE, expiry(), state);
    }
}
