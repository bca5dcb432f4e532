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
        assertThat(head.state()).hasToString("9a4f5ffe3707ae3833f082084780d339a57a16ba0c6ad8ab7caf51e2631e2d95");
        assertThat(head.nonces()).hasToString("32dc3678228ac442099888ec0ae532146eb326e92317cbbed53422e671fdec6f");
        assertThat(head.receipts()).hasToString("333862b10cc97af149955b93f126f5d4afa697af3e0f9966956c9a3658b88bac");
        assertThat(head.events()).hasToString("0000000000000000000000000000000000000000000000000000000000000000");
        assertThat(head.input()).hasToString("06e0fca17b835378d9b8d69dd9e0efea500c2a581d2a46990bbf6b95f0ff02aa");
        assertThat(head.hash()).hasToString("c1fa95f91dc3fad2879f1838e1b7bf146e4ac5dc8abfcaf4df4521f6caa0aa33");
    }

    @Test
    void aBlockIsRecordedInTheBytesInWhichItAlwaysWas() {
        List<Bytes> records = Story.of(Story.PAYMENT).records();

        assertThat(records.get(1))
                .hasToString(
                        "ca0200010000000000000001189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d0090000019b76da"
                                + "a8003c59d922cd39727ef4aaace961f6597ea941d3d528c6518d48d91027e9fff2be00000000000000002c4935dd8057c8dd"
                                + "c1ab3938ad3b45d3a17ab696ae9e594bab9346642394bcf701cd0101189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420"
                                + "fe6777d5d3d3b2e9d00905616c6963650000000000000000000000019b76db926001066c6564676572087472616e73666572"
                                + "00011e05616c69636503626f6203455448000000000000000014d1120d7b160000002101d5bf4a3fcce717b0388bcc2749eb"
                                + "c148ad9969b23f45ee1b605fd58778576ac4976ed7620b44676b16123891790c1e3cf7efea59f0cc28a481801c24732cbba8"
                                + "c1a063e1d18d9a07cd676c84cb61d9bbd798bc7e04a5bcf25fb339358f8a7b05bb020001189a0b0f5e7ceb1e0a17789830d2"
                                + "865ae91aa2fb6420fe6777d5d3d3b2e9d00900000000000000010000019b76daa8002c4935dd8057c8ddc1ab3938ad3b45d3"
                                + "a17ab696ae9e594bab9346642394bcf7ebc68957885e7934f98b51201ffa9e65977a3d52a238f465a5241e4d36fcacc2ad6e"
                                + "53923f1086e4d9c2bf00ba12d9b5fe6aba2e2f9e0c31b310c2ac3b4b42009cd3b2d8fe5facba80899d76cb9f87f831088183"
                                + "2a406e6e2f793f6f3f13cfe5c99562ed3820b9786b65bbe376fcb8b4cdf46a976aa22df8efeb3e38189bec759615e4fcf408"
                                + "6773800d94b28804c68522326e9ac06947196585e1ab212d45ec44222a615258f1c8f11410d6767249cf258efa3751bfd2bb"
                                + "f0d15c7a9e81e5ac0000000000000000da513adabbbb9e34af213d38eb20f9bdc6c35cb29a15b75ce5fabbe420f48f270001"
                                + "6c5cfcbf0dc18f7e4cae3c365c2962acffe442c62ea73ac082949ad251ee48498e0000000000004e20000000000000000000"
                                + "000000000000000001066c65646765720b7472616e736665727265641e05616c69636503626f620345544800000000000000"
                                + "0014d1120d7b16000072020f6c65646765722e62616c616e6365730c02000000000000000000000001011000000000000000"
                                + "3620f89bb8638a0000000000000000000100000001011000000000000000364a9abfd359b600000d6c65646765722e6e6f6e"
                                + "636573090100000000000000000001080000000000000001");
        assertThat(records)
                .extracting(record -> Hash.sha256(record.toArray()).toHex())
                .containsExactly(
                        "859e09053cd4f8bd1a111f4f01b47d74d56d4ec4a82f06b00215751499f1693b",
                        "454afd66d625dbda139122b9f2a2693dcc3d6cad9e8bc86458d93edc1db016ca",
                        "de770f315a1617fa5b2f0b0408620799e189a8ebc4467fcc96663067f8e49dfd",
                        "8f77ca44a128493e42b995f589801a1f0b3d39d7549a02f66abf0eca778ff861",
                        "12d61d0f00b728b65ee37b92006f19604ac29ceda275ae455377bd07aec86b50");
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
