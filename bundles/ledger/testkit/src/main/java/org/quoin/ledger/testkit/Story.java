package org.quoin.ledger.testkit;

import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.journal.Journal;

/**
 * What happened in the first blocks of a ledger: a payment, a new account with an asset of its own and a payment that is too
 * large, time that passes, another payment that is too large. Its bytes and hashes are frozen.
 *
 * @param head the header of the last block
 * @param rejected what became of the last payment
 * @param records of all blocks, as the journal has them
 */
public record Story(Header head, Receipt rejected, List<Bytes> records) {
    /** How much Alice pays in the frozen one, in ETH. */
    public static final String PAYMENT = "1.5";

    /** Lives it. */
    public static Story of(String payment) {
        MemoryStore store = new MemoryStore();
        Person carol = Person.named("carol");
        Amount gems = Amount.parse("12.34", new Asset("GEM", 2));
        try (TestLedger ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB)) {
            ledger.submit(ALICE, new Transfer("alice", "bob", Amount.parse(payment, ETH)));
            ledger.submit(
                    BOB,
                    new CreateAccount("carol", carol.signer().publicKey()),
                    new CreateAsset(gems, "carol"),
                    new Transfer("bob", "carol", Amount.parse("1001.5", ETH)));
            ledger.advance(Duration.ofHours(1));
            Receipt rejected = ledger.submit(carol, new Transfer("carol", "alice", gems.plus(gems)));
            Header head = ledger.ledger().block(4).orElseThrow().header();
            return new Story(head, rejected, records(store));
        } catch (IOException e) {
            throw new IllegalStateException("a journal in memory is read without failing", e);
        }
    }

    private static List<Bytes> records(MemoryStore store) throws IOException {
        List<Bytes> records = new ArrayList<>();
        Journal.open(store.disk(), (height, payload) -> {
                    records.add(Bytes.of(payload));
                    return BlockRecord.decode(payload).header().hash();
                })
                .close();
        return List.copyOf(records);
    }
}
