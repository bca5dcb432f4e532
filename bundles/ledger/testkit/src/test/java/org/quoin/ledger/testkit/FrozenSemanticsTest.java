package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.journal.Journal;

/**
 * The bytes and hashes of one story, as they were when protocol 1 was made. If one of these changes, chains that exist can
 * no longer be verified: the change needs another protocol version, beside this one.
 */
class FrozenSemanticsTest {
    @Test
    void theStoryHasTheHashesThatItAlwaysHad() {
        MemoryStore store = new MemoryStore();
        Header head = tell(store);

        assertThat(TestLedger.genesis(ALICE, BOB).chainId())
                .hasToString("189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d009");
        assertThat(head.height()).isEqualTo(4);
        assertThat(head.state()).hasToString("2480f454faeefa2d7eb56a69617aa99435a5d2a216759ceb85725bd7e822da10");
        assertThat(head.nonces()).hasToString("32dc3678228ac442099888ec0ae532146eb326e92317cbbed53422e671fdec6f");
        assertThat(head.receipts()).hasToString("4b6aaa459218837b46522b342e73b8d5db22423eca5087dec0aae70ada4a3fcb");
        assertThat(head.events()).hasToString("0000000000000000000000000000000000000000000000000000000000000000");
        assertThat(head.input()).hasToString("5ea3a2b8a518ef9ed873042250fb23d8059b09277c660bda42ec3e50ff107e4c");
        assertThat(head.hash()).hasToString("ffa495c542383f31f6ec0cd4e6f4b59e932c43748e492f0f6945380294d636f3");
    }

    @Test
    void aBlockIsRecordedInTheBytesInWhichItAlwaysWas() throws IOException {
        MemoryStore store = new MemoryStore();
        tell(store);
        List<byte[]> records = new ArrayList<>();
        Journal.open(store.disk(), (height, payload) -> {
                    records.add(payload);
                    return BlockRecord.decode(payload).header().hash();
                })
                .close();

        assertThat(Bytes.of(records.get(1)))
                .hasToString(
                        "a90200010000000000000001189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d0090000019b76da"
                                + "a80000000000000000005b2594e27095f048126edc442e3a62071f82492a54bb9d774fcd522ea57e8b7301cc0101189a0b0f"
                                + "5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d00905616c6963650000000000000000000000019b76db92"
                                + "6001066c6564676572087472616e7366657200011e05616c69636503626f6203455448000000000000000014d1120d7b1600"
                                + "002101d5bf4a3fcce717b0388bcc2749ebc148ad9969b23f45ee1b605fd58778576ac47e485a36d2dff919fa0310a7ac214c"
                                + "6a30c7e5505293e67c49052fbbf43e90b369565d1199e8ebfe2c09baa9e06199318b4247d6149f6024f157b77c77714e08fb"
                                + "010001189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d00900000000000000010000019b76daa8"
                                + "005b2594e27095f048126edc442e3a62071f82492a54bb9d774fcd522ea57e8b737516afcfe99ef14515e235f4bbe2291389"
                                + "941ef82b35c6b284dd60ba9171066931ed908af57c276fc83cb7b4530af0852f2ce9c3289b8a35c1b2882e9080ee27c99562"
                                + "ed3820b9786b65bbe376fcb8b4cdf46a976aa22df8efeb3e38189bec75560266d5ab5d853212b768f9ce57e027e92fbc8995"
                                + "f6ba87af15b389978e32d544222a615258f1c8f11410d6767249cf258efa3751bfd2bbf0d15c7a9e81e5ac00000000000000"
                                + "000001641968a3c2282e06a413b1a56b762157cb9d7cd071b08841705bf66f070e2727ee0000000000000000000000000000"
                                + "00000001066c65646765720b7472616e736665727265641e05616c69636503626f6203455448000000000000000014d1120d"
                                + "7b16000072020f6c65646765722e62616c616e6365730c020000000000000000000000010110000000000000003620f89bb8"
                                + "638a0000000000000000000100000001011000000000000000364a9abfd359b600000d6c65646765722e6e6f6e6365730901"
                                + "00000000000000000001080000000000000001");
        assertThat(records)
                .extracting(record -> Hash.sha256(record).toHex())
                .containsExactly(
                        "5eefb8f4d0cedb10387b9a4757958fadca1136503924de493633b015d8e56d1b",
                        "98b5e20a8dd6a10cff07a93506ae64f3ad43271c3f649cd8934c3ecbd440c69c",
                        "6d6eae0f6cb84f34d679d7209f1fbe07b44904d0dae71693db2d0d8a3c02e7f7",
                        "5b23954aa8365f91bdd1812eef88ae94c31fa14a660b8bd0bb4c692bc4b98205",
                        "a626360a837d6d7009c0c377d22e2c3f0289ba2badfdcbe90729f4fdf7860709");
    }

    @Test
    void neitherLocaleNorTimeZoneNorAnotherRunChangesAHash() {
        Header expected = tell(new MemoryStore());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String language : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist", "de-DE")) {
                for (String id : List.of("Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati")) {
                    Locale.setDefault(Locale.forLanguageTag(language));
                    TimeZone.setDefault(TimeZone.getTimeZone(id));

                    assertThat(tell(new MemoryStore()))
                            .as("%s, %s", language, id)
                            .isEqualTo(expected);
                }
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** The sabotage: another story has another head. */
    @Test
    void anotherStoryHasAnotherHead() {
        Header expected = tell(new MemoryStore());

        assertThat(tell(new MemoryStore(), "1.500000000000000001")).isNotEqualTo(expected);
    }

    private static Header tell(MemoryStore store) {
        return tell(store, "1.5");
    }

    /** A payment, a new account with an asset of its own, a payment that is too large, and time that passes. */
    private static Header tell(MemoryStore store, String payment) {
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
            assertThat(rejected.failure().orElseThrow().message())
                    .isEqualTo("carol has 12.34 GEM and 24.68 GEM are needed: lower the amount or send carol more.");
            return ledger.ledger().block(4).orElseThrow().header();
        }
    }
}
