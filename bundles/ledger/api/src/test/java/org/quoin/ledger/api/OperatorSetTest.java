package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorSetTest {
    /** By hand from the format. */
    private static final String BYTES = "0002" // threshold
            + "0003" // keys
            + "21" + "01" + "0a".repeat(32)
            + "21" + "01" + "7f".repeat(32)
            + "21" + "01" + "80".repeat(32);

    private static final OperatorSet SET = OperatorSet.majorityOf(List.of(key("80"), key("0a"), key("7f"), key("0a")));

    @Test
    void itsBytesAreThresholdAndKeysInTheirOrder() {
        assertThat(SET.encode().toHex()).isEqualTo(BYTES);
        assertThat(OperatorSet.decode(Bytes.fromHex(BYTES))).isEqualTo(SET);
        assertThat(SET.hash())
                .isEqualTo(Hash.sha256(Bytes.fromHex("71756f696e2f6f70657261746f72732f3100" + BYTES)
                        .toArray()));
    }

    @Test
    void moreThanHalfAreNeeded() {
        List<PublicKey> keys = new ArrayList<>();
        List<Integer> thresholds = new ArrayList<>();
        for (int count = 0; count <= 7; count++) {
            thresholds.add(OperatorSet.majorityOf(keys).threshold());
            keys.add(key("0" + (count + 1)));
        }

        assertThat(thresholds).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    }

    @Test
    void aSetThatCouldNotCertifyOrNamesAKeyTwiceIsNone() {
        List<PublicKey> keys = List.of(key("01"), key("02"));

        assertThatThrownBy(() -> new OperatorSet(3, keys)).hasMessage("3 of 2 operators cannot certify anything");
        assertThatThrownBy(() -> new OperatorSet(0, keys)).hasMessage("0 of 2 operators cannot certify anything");
        assertThatThrownBy(() -> new OperatorSet(1, List.of(key("02"), key("01"))))
                .hasMessage("the keys of operators stand in ascending order, none twice");
        assertThatThrownBy(() -> new OperatorSet(1, List.of(key("01"), key("01"))))
                .hasMessage("the keys of operators stand in ascending order, none twice");
    }

    @Test
    void noOtherBytesAreReadAsThisSet() {
        assertThat(Strict.assertStrict(
                        SET.encode(), bytes -> OperatorSet.decode(bytes).encode()))
                .isBetween(500, BYTES.length() * 4);
    }

    private static PublicKey key(String each) {
        return new PublicKey(PublicKey.Scheme.ED25519, Bytes.fromHex(each.repeat(32)));
    }
}
