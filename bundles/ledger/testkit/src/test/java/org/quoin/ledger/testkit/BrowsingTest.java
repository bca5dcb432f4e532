package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Account.Nonce;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;

class BrowsingTest {
    private static final Transfer PAYMENT = new Transfer("alice", "bob", Amount.parse("1", ETH));

    private final TestLedger ledger = TestLedger.create();
    private final Ledger node = ledger.ledger();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void accountsComeInPagesInTheOrderOfTheirCreation() {
        for (String name : List.of("zoe", "carl", "dora")) {
            ledger.submit(
                    ALICE, new CreateAccount(name, Person.named(name).signer().publicKey()));
        }

        assertThat(pages(cursor -> node.accounts(cursor, 2)))
                .extracting(page -> page.stream().map(Account::name).toList())
                .containsExactly(List.of("alice", "bob"), List.of("zoe", "carl"), List.of("dora"));
        assertThat(pages(cursor -> node.accounts(cursor, 5)))
                .as("a full last page has no next one")
                .hasSize(1);
        assertThat(node.account("zoe"))
                .contains(new Account(
                        "zoe", 2, List.of(Person.named("zoe").signer().publicKey()), List.of()));
        assertThat(node.account("alice").orElseThrow().nonces()).containsExactly(new Nonce(0, 3));
        assertThat(node.account("nobody")).isEmpty();
    }

    @Test
    void assetsComeInPagesInTheOrderOfTheirCreation() {
        Asset gem = new Asset("GEM", 0);
        ledger.submit(BOB, new CreateAsset(Amount.parse("7", gem), "alice"));

        assertThat(pages(cursor -> node.assets(cursor, 2)))
                .extracting(page -> page.stream().map(AssetInfo::asset).toList())
                .containsExactly(List.of(QUO, ETH), List.of(gem));
        assertThat(node.asset("GEM")).contains(new AssetInfo(gem, Amount.parse("7", gem), "bob"));
        assertThat(node.asset("ETH").orElseThrow().supply()).hasToString("2000 ETH");
        assertThat(node.asset("GOLD")).isEmpty();
    }

    @Test
    void beyondTheLastThereIsAnEmptyPage() {
        for (String cursor : List.of("2", "4294967295", "4294967296", Long.toString(Long.MAX_VALUE))) {
            assertThat(node.accounts(cursor, 10)).isEqualTo(new Page<Account>(List.of(), null));
            assertThat(node.assets(cursor, 10)).isEqualTo(new Page<AssetInfo>(List.of(), null));
        }
        assertThat(node.events(Long.MAX_VALUE, 10)).isEqualTo(new Page<Event>(List.of(), null));
    }

    @Test
    void whatIsNoCursorOrNoLimitIsRefusedWithASentence() {
        for (String cursor : List.of("", "x", "-1", "1.5", "9223372036854775808")) {
            assertThatThrownBy(() -> node.accounts(cursor, 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'" + cursor + "' is not where a page ended: use the 'next' of the last page");
        }
        for (int limit : new int[] {-1, 0, 1_001}) {
            String sentence = "a page has 1 to 1000 items, not " + limit;
            assertThatThrownBy(() -> node.accounts(null, limit)).hasMessage(sentence);
            assertThatThrownBy(() -> node.assets(null, limit)).hasMessage(sentence);
            assertThatThrownBy(() -> node.events(0, limit)).hasMessage(sentence);
        }
        assertThatThrownBy(() -> node.events(-1, 1)).hasMessage("events are numbered from 0, not from -1");
        assertThatThrownBy(() -> node.nextSequence("alice", 16)).hasMessage("a lane is 0 to 15, not 16");
    }

    /** Blocks have 1, 0, 2, 0 and 3 events. */
    @Test
    void eventsAreFoundFromAnyNumberOn() {
        List<Event> all = new ArrayList<>();
        for (OperationRecord[] operations : new OperationRecord[][] {
            {PAYMENT},
            {new Transfer("bob", "alice", Amount.parse("1", ETH))},
            {PAYMENT, PAYMENT},
            {new Transfer("alice", "bob", Amount.parse("1001", ETH))},
            {PAYMENT, PAYMENT, PAYMENT}
        }) {
            all.addAll(ledger.submit(ALICE, operations).events());
        }

        assertThat(all).extracting(Event::sequence).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(all).extracting(Event::height).containsExactly(1L, 3L, 3L, 5L, 5L, 5L);
        for (int from = 0; from <= 6; from++) {
            for (int limit = 1; limit <= 7; limit++) {
                int to = Math.min(6, from + limit);
                assertThat(node.events(from, limit))
                        .as("%d from %d", limit, from)
                        .isEqualTo(new Page<>(all.subList(from, to), to < 6 ? Integer.toString(to) : null));
            }
        }
    }

    @Test
    void aReceiptIsFoundByItsTransactionAndABlockByItsHeight() {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            receipts.add(ledger.submit(i % 2 == 0 ? ALICE : BOB, PAYMENT));
        }

        for (Receipt receipt : receipts) {
            assertThat(node.receipt(receipt.transaction())).contains(receipt);
            assertThat(node.block(receipt.height()).orElseThrow().transactions())
                    .containsExactly(receipt.transaction());
        }
        assertThat(node.receipt(Hash.ZERO)).isEmpty();
        assertThat(node.block(0).orElseThrow().transactions()).isEmpty();
        assertThat(node.block(6)).isEmpty();
        assertThat(node.block(-1)).isEmpty();
        for (long height = 1; height <= 5; height++) {
            assertThat(node.block(height).orElseThrow().header().parent())
                    .isEqualTo(node.block(height - 1).orElseThrow().header().hash());
        }
        assertThat(node.info().head())
                .isEqualTo(node.block(5).orElseThrow().header().hash());
    }

    @Test
    void balancesAreOfAllThatSomebodyHasAndOfNothingElse() {
        ledger.submit(ALICE, new Transfer("alice", "bob", Amount.parse("1000", QUO)));

        assertThat(node.balances("alice")).containsExactly(new Balance(Amount.parse("1000", ETH), Amount.zero(ETH)));
        assertThat(node.balances("bob"))
                .containsExactly(
                        new Balance(Amount.parse("2000", QUO), Amount.zero(QUO)),
                        new Balance(Amount.parse("1000", ETH), Amount.zero(ETH)));
        assertThat(node.balances("nobody")).isEmpty();
    }

    @Test
    void onlyTheLedgerDescribesItself() {
        assertThat(node.description("ledger").orElseThrow().operation("transfer", 1))
                .isPresent();
        assertThat(node.description("htlc")).isEmpty();
    }

    private static <T> List<List<T>> pages(Function<@Nullable String, Page<T>> read) {
        List<List<T>> pages = new ArrayList<>();
        Page<T> page = read.apply(null);
        pages.add(page.items());
        while (page.next() != null) {
            page = read.apply(page.next());
            pages.add(page.items());
        }
        return pages;
    }
}
