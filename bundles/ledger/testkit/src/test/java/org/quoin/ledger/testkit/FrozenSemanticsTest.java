package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;

import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;

/**
 * The bytes and hashes of one story, as they were when protocol 1 was made. If one of these changes, chains that exist can
 * no longer be verified: the change needs another protocol version, beside this one.
 */
class FrozenSemanticsTest {
    @Test
    void theStoryHasTheHashesThatItAlwaysHad() {
        Story story = Story.of(Story.PAYMENT);
        Header head = story.head();

        assertThat(story.rejected().failure().orElseThrow().message())
                .isEqualTo("carol has 12.34 GEM and 24.68 GEM are needed: lower the amount or send carol more.");
        assertThat(TestLedger.genesis(ALICE, BOB).chainId())
                .hasToString("189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d009");
        assertThat(head.height()).isEqualTo(4);
        assertThat(head.state()).hasToString("3ff33f158c3f420abae19a9702d45ea0d0d557d54bcd0b7cf3c646cbab9c4fc7");
        assertThat(head.nonces()).hasToString("32dc3678228ac442099888ec0ae532146eb326e92317cbbed53422e671fdec6f");
        assertThat(head.receipts()).hasToString("41cfbc9dcfb21361d183f75d5a5fbefbbed8bd4bac3809f9ccc7b077b3ab0d1a");
        assertThat(head.events()).hasToString("0000000000000000000000000000000000000000000000000000000000000000");
        assertThat(head.input()).hasToString("98a3f13a3a900715f94d922e423f7de217de3678854819043c70fd540af0e127");
        assertThat(head.hash()).hasToString("2168893443e1a9b9441a05f3ccd2eeb77f13537ff3e6027ddf4e16eae2acb361");
    }

    @Test
    void aBlockIsRecordedInTheBytesInWhichItAlwaysWas() {
        List<Bytes> records = Story.of(Story.PAYMENT).records();

        assertThat(records.get(1))
                .hasToString(
                        "ca0200010000000000000001189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d0090000019b76da"
                                + "a8003c59d922cd39727ef4aaace961f6597ea941d3d528c6518d48d91027e9fff2be000000000000000009c4c3ab11201710"
                                + "f51b49d0598a48b3b6511552136e0d28f3c62e4fe417e1f501cd0101189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420"
                                + "fe6777d5d3d3b2e9d00905616c6963650000000000000000000000019b76db926001066c6564676572087472616e73666572"
                                + "00011e05616c69636503626f6203455448000000000000000014d1120d7b160000002101d5bf4a3fcce717b0388bcc2749eb"
                                + "c148ad9969b23f45ee1b605fd58778576ac4976ed7620b44676b16123891790c1e3cf7efea59f0cc28a481801c24732cbba8"
                                + "c1a063e1d18d9a07cd676c84cb61d9bbd798bc7e04a5bcf25fb339358f8a7b05bb020001189a0b0f5e7ceb1e0a17789830d2"
                                + "865ae91aa2fb6420fe6777d5d3d3b2e9d00900000000000000010000019b76daa80009c4c3ab11201710f51b49d0598a48b3"
                                + "b6511552136e0d28f3c62e4fe417e1f5f78f4a7164edf6a4c2e9a18e0fee38e11d06ec67ebe1cc0d6b354947ee206099d000"
                                + "01a53c7acebd456cb456cc8ac2b178ccca2f64461534fb344a4f8d89338c9cd3b2d8fe5facba80899d76cb9f87f831088183"
                                + "2a406e6e2f793f6f3f13cfe5c99562ed3820b9786b65bbe376fcb8b4cdf46a976aa22df8efeb3e38189bec758c77e0989e30"
                                + "93539613955a8c8a190164fe79ecaa0ffab2111063ac67731ef7f9fb3ce1caccf69c13a56fe2f9b19ccbf181398d72d07f2c"
                                + "39a98eec0c2d9e9f0000000000000000da513adabbbb9e34af213d38eb20f9bdc6c35cb29a15b75ce5fabbe420f48f27001a"
                                + "0000000000000000000000000000000000000000000000000000016d5cfcbf0dc18f7e4cae3c365c2962acffe442c62ea73a"
                                + "c082949ad251ee48498e0000000000004e20000000000000000000000000000000000001066c65646765720b7472616e7366"
                                + "65727265641e05616c69636503626f6203455448000000000000000014d1120d7b160000001a000000000000000000000000"
                                + "000000000000000000000000000072020f6c65646765722e62616c616e6365730c0200000000000000000000000101100000"
                                + "00000000003620f89bb8638a0000000000000000000100000001011000000000000000364a9abfd359b600000d6c65646765"
                                + "722e6e6f6e636573090100000000000000000001080000000000000001");
        assertThat(records)
                .extracting(record -> Hash.sha256(record.toArray()).toHex())
                .containsExactly(
                        "3a6595bb1d7cbe1dbab97d9ccece1505489d7aede09fb44838f7585a2fb4fad8",
                        "a243b1ff00b4349547c946c4fad73f696d4f4cd05e7bad22bf94bd6c93bc78d6",
                        "662c4b5a14324642a8b93b0256b45f4c7de481e4887ba3a2d6de94411a01d066",
                        "cbd84aeca2ac0f908f4689329a3cfe767050067d452ebc99edf8dea5f825f48d",
                        "d10092ff35b8f06c4c93a226af3f58783eb263eff18459dfbd299cc41a1e7356");
    }

    @Test
    void neitherLocaleNorTimeZoneNorAnotherRunChangesAHash() {
        Header expected = Story.of(Story.PAYMENT).head();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String language : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist", "de-DE")) {
                for (String id : List.of("Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati")) {
                    Locale.setDefault(Locale.forLanguageTag(language));
                    TimeZone.setDefault(TimeZone.getTimeZone(id));

                    assertThat(Story.of(Story.PAYMENT).head())
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
        Header expected = Story.of(Story.PAYMENT).head();

        assertThat(Story.of("1.500000000000000001").head()).isNotEqualTo(expected);
    }
}
