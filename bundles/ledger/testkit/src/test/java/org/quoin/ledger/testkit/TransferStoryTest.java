package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;

class TransferStoryTest {
    private final TestLedger ledger = TestLedger.create();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aliceSendsBobOneAndAHalfEth() {
        Receipt receipt = ledger.submit(ALICE, new Transfer("alice", "bob", Amount.parse("1.5", ETH)));

        assertThat(receipt.applied()).isTrue();
        assertThat(receipt.height()).isEqualTo(1);
        assertThat(receipt.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("ledger.transferred");
            assertThat(event.data().text("to")).isEqualTo("bob");
        });
        assertThat(ledger.balance(ALICE, ETH)).hasToString("998.5 ETH");
        assertThat(ledger.balance(BOB, ETH)).hasToString("1001.5 ETH");
        assertThat(ledger.ledger().verify(0, 1).reason()).isEmpty();
    }
}
