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
        assertThat(head.state()).hasToString("c251eab348fac66eed506d27018a6f52bad9f9a58c8e214fecbd0c943bdeb42c");
        assertThat(head.nonces()).hasToString("32dc3678228ac442099888ec0ae532146eb326e92317cbbed53422e671fdec6f");
        assertThat(head.receipts()).hasToString("333862b10cc97af149955b93f126f5d4afa697af3e0f9966956c9a3658b88bac");
        assertThat(head.events()).hasToString("0000000000000000000000000000000000000000000000000000000000000000");
        assertThat(head.input()).hasToString("3e19cce0ed076a44d5ba3886b03d9432a0ae024bb7d016c542a821456d297314");
        assertThat(head.hash()).hasToString("f2375f2b171ce5a5b138a900a554079ab66f022e04cb5a1c6fb4bba50683ae1d");
    }

    @Test
    void aBlockIsRecordedInTheBytesInWhichItAlwaysWas() {
        List<Bytes> records = Story.of(Story.PAYMENT).records();

        assertThat(records.get(1))
                .hasToString(
                        "ca0200010000000000000001189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d0090000019b76da"
                                + "a8003c59d922cd39727ef4aaace961f6597ea941d3d528c6518d48d91027e9fff2be0000000000000000a6cdf9a2d99437f9"
                                + "19b7c56da52f059e819226af1dcd57ca6aa986932e79f28e01cd0101189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420"
                                + "fe6777d5d3d3b2e9d00905616c6963650000000000000000000000019b76db926001066c6564676572087472616e73666572"
                                + "00011e05616c69636503626f6203455448000000000000000014d1120d7b160000002101d5bf4a3fcce717b0388bcc2749eb"
                                + "c148ad9969b23f45ee1b605fd58778576ac4976ed7620b44676b16123891790c1e3cf7efea59f0cc28a481801c24732cbba8"
                                + "c1a063e1d18d9a07cd676c84cb61d9bbd798bc7e04a5bcf25fb339358f8a7b05bb020001189a0b0f5e7ceb1e0a17789830d2"
                                + "865ae91aa2fb6420fe6777d5d3d3b2e9d00900000000000000010000019b76daa800a6cdf9a2d99437f919b7c56da52f059e"
                                + "819226af1dcd57ca6aa986932e79f28ed76860315b21bd85bca3f23e26d3d0aea6f07c1c0138616507ca1dd9f473dd68c03a"
                                + "e476d83287a0d6530a8f27e5c6f0bc366371d54714ac974acdb0f6b0b285f02de2b27255fe4b023417289579c9e185eef976"
                                + "bf007a97c455bf88c932a2dcc99562ed3820b9786b65bbe376fcb8b4cdf46a976aa22df8efeb3e38189bec759615e4fcf408"
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
                        "ebd5be02e71039fd0f321a0fbeb11326f2b406f963d87b55fb0f9c71ba3c5c82",
                        "e2d85a72de6814212b49f91dd172fdbd050238f7797ed4e91c96848ad1eba8c6",
                        "bf22087f5dad4d8c5cc9654ed23f8988b736ceff3cff4299bb3759952a058ff0",
                        "a56a8f6a616621af878d0fac98aafd106f069d832ea013960a54ad0d73ef67f7",
                        "ec87bfbde1a0c76eba3aa702734733ea39033e0e3ce68656975c68301d57bf20");
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
