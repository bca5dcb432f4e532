package org.quoin.ledger.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.RotateKeys;

class AccountRowTest {
    private static final List<Scheme> SCHEMES = List.of(Scheme.values());

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aKeyIsFoundInARowIfItIsOneOfItsKeys() {
        List<PublicKey> strangers = new ArrayList<>();
        for (Scheme scheme : SCHEMES) {
            strangers.add(key(scheme));
        }
        for (int count = 1; count <= RotateKeys.MAX_KEYS; count++) {
            List<PublicKey> keys = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                keys.add(key(SCHEMES.get((count + i) % SCHEMES.size())));
            }
            byte[] row = new AccountRow(random.nextLong() >>> 1, keys).encode();

            assertThat(keys).allSatisfy(key -> assertAgrees(row, key, true));
            assertThat(strangers).allSatisfy(key -> assertAgrees(row, key, false));
        }
    }

    @Test
    void theBytesOfAKeyInsideAnotherAreNotThatKey() {
        PublicKey inside = key(Scheme.ED25519);
        byte[] bytes = inside.bytes().toArray();
        PublicKey around = new PublicKey(Scheme.P256, inside.encode());
        PublicKey longer = new PublicKey(Scheme.SECP256K1, Bytes.of(Arrays.copyOf(bytes, 33)));
        PublicKey same = new PublicKey(Scheme.P256, longer.bytes());
        PublicKey almost = new PublicKey(Scheme.ED25519, Bytes.of(flipped(bytes, 31)));
        List<PublicKey> others = List.of(around, longer, same, almost);
        byte[] row = new AccountRow(1, others).encode();

        assertAgrees(row, inside, false);
        assertThat(others).allSatisfy(key -> {
            assertAgrees(row, key, true);
            assertAgrees(new AccountRow(1, List.of(inside)).encode(), key, false);
        });
        assertAgrees(new AccountRow(1, List.of(longer)).encode(), same, false);
    }

    @Test
    void anAccountWithoutKeysHasNone() {
        assertAgrees(new AccountRow(5, List.of()).encode(), key(Scheme.ED25519), false);
    }

    private static void assertAgrees(byte[] row, PublicKey key, boolean has) {
        assertThat(AccountRow.hasKey(row, key))
                .isEqualTo(has)
                .isEqualTo(AccountRow.decode(row).keys().contains(key));
    }

    private PublicKey key(Scheme scheme) {
        byte[] bytes = new byte[scheme.keySize()];
        random.nextBytes(bytes);
        return new PublicKey(scheme, Bytes.of(bytes));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }
}
