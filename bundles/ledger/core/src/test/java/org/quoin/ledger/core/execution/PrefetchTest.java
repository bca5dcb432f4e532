package org.quoin.ledger.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.BOB;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.pay;
import static org.quoin.ledger.core.Samples.quo;
import static org.quoin.ledger.core.Samples.signed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.RecentRows;
import org.quoin.ledger.core.state.RememberingView;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;

/** Alice has ordinal 0, Bob 1, QUO 0. */
class PrefetchTest {
    private static final String ROW_OF_ALICE = "ledger.accounts " + hex("alice");
    private static final String ROW_OF_BOB = "ledger.accounts " + hex("bob");
    private static final String ROW_OF_QUO = "ledger.assets " + hex("QUO");
    private static final String NONCE_OF_ALICE = "ledger.nonces 0000000000000000" + "03";
    private static final String BALANCE_OF_ALICE = "ledger.balances 0000000000000000" + "00000000";
    private static final String BALANCE_OF_BOB = "ledger.balances 0000000000000001" + "00000000";

    private final List<String> asked = new ArrayList<>();
    private final View view = recording(Chain.found(GENESIS).chain().state());
    private final Prefetch prefetch = new Prefetch();

    @Test
    void whatAPaymentNeedsIsReadOnce() {
        prefetch.read(List.of(pay(3, 0)), view);

        assertThat(asked)
                .containsExactlyInAnyOrder(
                        ROW_OF_ALICE, ROW_OF_BOB, ROW_OF_QUO, NONCE_OF_ALICE, BALANCE_OF_ALICE, BALANCE_OF_BOB);
    }

    @Test
    void whatManyPaymentsNeedIsReadOnce() {
        List<VerifiedTransaction> payments = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            payments.add(signed(ALICE, "alice", 3, i, new Transfer("alice", "user_" + i, quo("1"))));
        }
        prefetch.read(payments, view);

        assertThat(asked).doesNotHaveDuplicates().hasSize(40 + 4);
    }

    @Test
    void forNamesReadLatelyNothingIsRead() {
        prefetch.read(List.of(pay(3, 0)), view);
        asked.clear();

        prefetch.read(
                List.of(
                        pay(3, 1),
                        signed(BOB, "bob", 0, 0, new Transfer("bob", "alice", quo("1"))),
                        signed(BOB, "bob", 0, 1, new Operation("none", "none", 1, Bytes.of()))),
                view);

        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"payer", "payee", "signer"})
    void whenANameIsNewItIsReadAgain(String which) {
        prefetch.read(List.of(pay(3, 0)), view);
        asked.clear();

        String signer = which.equals("signer") ? "carol" : "alice";
        Transfer transfer = new Transfer(
                which.equals("payer") ? "carol" : "alice", which.equals("payee") ? "carol" : "bob", quo("1"));
        prefetch.read(List.of(signed(ALICE, signer, 3, 1, transfer), pay(3, 1)), view);

        assertThat(asked).contains("ledger.accounts " + hex("carol"));
        assertThat(asked.contains(NONCE_OF_ALICE)).isEqualTo(!which.equals("signer"));
        assertThat(asked.contains(BALANCE_OF_ALICE)).isEqualTo(!which.equals("payer"));
        assertThat(asked.contains(BALANCE_OF_BOB)).isEqualTo(!which.equals("payee"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00000000",
                "0100",
                "21",
                "05616c69636503626f6203", // ends in the symbol
                "05616c696365" + "03424f42" + "0351554f", // the payee is BOB
                "05616c696365" + "03626f62" + "03515521" // the asset is QU!
            })
    void aTransferThatCannotBeReadIsPassedOver(String body) {
        Operation malformed = new Operation("ledger", "transfer", 1, Bytes.fromHex(body));

        prefetch.read(List.of(signed(ALICE, "alice", 3, 0, malformed)), view);
        assertThat(asked).containsExactly(ROW_OF_ALICE, NONCE_OF_ALICE);

        Operation readable = CoreCapability.DESCRIPTION.encode(new Transfer("alice", "bob", quo("1")));
        prefetch.read(List.of(signed(ALICE, "alice", 3, 1, malformed, readable)), view);
        assertThat(asked).contains(ROW_OF_BOB, BALANCE_OF_BOB);
    }

    @Test
    void whatIsNoTransferOfTheLedgerIsPassedOver() {
        Bytes body = CoreCapability.DESCRIPTION
                .encode(new Transfer("alice", "bob", quo("1")))
                .body();
        prefetch.read(
                List.of(signed(
                        ALICE,
                        "alice",
                        3,
                        0,
                        new Operation("ledger", "transfer", 2, body),
                        new Operation("ledger", "other", 1, body),
                        new Operation("other", "transfer", 1, body))),
                view);

        assertThat(asked).containsExactly(ROW_OF_ALICE, NONCE_OF_ALICE);
    }

    @Test
    void whoseSignerIsRememberedNeedsNoReadingAhead() {
        RememberingView remembering = new RecentRows(1_000).over(view);
        Prefetch.readUnknown(List.of(pay(3, 0)), remembering);
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        ROW_OF_ALICE, ROW_OF_BOB, ROW_OF_QUO, NONCE_OF_ALICE, BALANCE_OF_ALICE, BALANCE_OF_BOB);
        asked.clear();

        VerifiedTransaction toCarol = signed(ALICE, "alice", 3, 1, new Transfer("alice", "carol", quo("1")));
        Prefetch.readUnknown(List.of(toCarol), remembering);
        assertThat(asked).isEmpty();

        VerifiedTransaction ofCarol = signed(ALICE, "carol", 3, 1, new Transfer("carol", "bob", quo("1")));
        Prefetch.readUnknown(List.of(toCarol, ofCarol), remembering);
        assertThat(asked).containsExactly("ledger.accounts " + hex("carol"));
    }

    private View recording(State state) {
        return new View() {
            @Override
            public byte @Nullable [] get(Table table, byte[] key) {
                asked.add(table.id() + " " + HexFormat.of().formatHex(key));
                return state.get(table, key);
            }

            @Override
            public @Nullable Entry ceiling(Table table, byte[] key) {
                return state.ceiling(table, key);
            }
        };
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
