package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    @Test
    void hexadecimalIsReadInAnyCaseAndWrittenInLower() {
        assertThat(Bytes.fromHex("00fFAb")).isEqualTo(Bytes.of((byte) 0, (byte) 0xff, (byte) 0xab));
        assertThat(Bytes.fromHex("00fFAb").toHex()).isEqualTo("00ffab");
        assertThat(Bytes.fromHex("").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0x00", "0g", " 00", "00 ", "٠٠", "００"})
    void anythingElseIsNotHexadecimal(String hex) {
        assertThatThrownBy(() -> Bytes.fromHex(hex)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyCanChangeThem() {
        byte[] given = {1, 2};
        Bytes bytes = Bytes.of(given);
        given[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes.toHex()).isEqualTo("0102");
    }

    @Test
    void aHashHas32Bytes() {
        assertThatThrownBy(() -> Hash.fromHex("00".repeat(31))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hash.fromHex("00".repeat(33))).isInstanceOf(IllegalArgumentException.class);
        // NIST FIPS 180-2, appendix B.1
        assertThat(Hash.sha256(new byte[] {'a'}, new byte[] {'b', 'c'}))
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aPublicKeyIsTheNumberOfItsSchemeAndItsBytes() {
        PublicKey key = new PublicKey(PublicKey.Scheme.ED25519, Bytes.fromHex("d2".repeat(32)));

        assertThat(key.encode().toHex()).isEqualTo("01" + "d2".repeat(32));
        assertThat(PublicKey.decode(key.encode())).isEqualTo(key);
        assertThat(key).hasToString("ed25519:" + "d2".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "00d2", "04", "ff"})
    void noOtherBytesAreAPublicKey(String hex) {
        assertThatThrownBy(() -> PublicKey.decode(Bytes.fromHex(hex))).isInstanceOf(MalformedBytesException.class);
        assertThatThrownBy(() -> PublicKey.decode(Bytes.fromHex(hex + "d2".repeat(33))))
                .isInstanceOf(MalformedBytesException.class);
    }
}
