package org.quoin.ledger.core.wallet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.KeptKey;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.crypto.Signers;

/** All that is secret in a keystore, in memory. Overwritten when it is closed. */
final class OpenKeys implements AutoCloseable {
    private static final int KEY_SIZE = 32;

    private final byte[] dataKey;
    private final byte[] entropy;
    private final Map<PublicKey, byte[]> privateKeys = new LinkedHashMap<>();

    /** Takes both arrays over. */
    OpenKeys(byte[] dataKey, byte[] entropy) {
        this.dataKey = dataKey;
        this.entropy = entropy;
    }

    /**
     * What was sealed, once it is opened.
     *
     * @param dataKey is taken over
     * @return empty if that does not give the keys whose public keys are listed
     */
    static Optional<OpenKeys> read(byte[] dataKey, byte[] plain, List<KeptKey> keys) {
        ByteBuffer rest = ByteBuffer.wrap(plain);
        long imported =
                keys.stream().filter(key -> KeystoreText.index(key).isEmpty()).count();
        if (plain.length == 0 || plain[0] < 0 || plain.length != 1 + plain[0] + imported * KEY_SIZE) {
            return Optional.empty();
        }
        byte[] entropy = new byte[rest.get()];
        rest.get(entropy);
        OpenKeys open = new OpenKeys(dataKey, entropy);
        byte[] seed = open.seed();
        try {
            for (KeptKey key : keys) {
                byte[] privateKey;
                if (KeystoreText.index(key).isPresent()) {
                    privateKey = DerivedKey.ofAccount(
                            key.publicKey().scheme(),
                            seed,
                            KeystoreText.index(key).getAsInt());
                } else {
                    privateKey = new byte[KEY_SIZE];
                    rest.get(privateKey);
                }
                open.put(key.publicKey(), privateKey);
                if (!Signers.of(key.publicKey().scheme(), privateKey)
                        .publicKey()
                        .equals(key.publicKey())) {
                    open.close();
                    return Optional.empty();
                }
            }
            return Optional.of(open);
        } catch (IllegalArgumentException noKey) {
            open.close();
            return Optional.empty();
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** What is to be sealed, to be overwritten by the caller. */
    byte[] plain(List<KeptKey> keys) {
        List<KeptKey> imported =
                keys.stream().filter(key -> KeystoreText.index(key).isEmpty()).toList();
        ByteBuffer plain = ByteBuffer.allocate(1 + entropy.length + imported.size() * KEY_SIZE);
        plain.put((byte) entropy.length).put(entropy);
        imported.forEach(key -> plain.put(privateKey(key.publicKey())));
        return plain.array();
    }

    void put(PublicKey publicKey, byte[] privateKey) {
        privateKeys.put(publicKey, privateKey);
    }

    void remove(PublicKey publicKey) {
        byte[] privateKey = privateKeys.remove(publicKey);
        if (privateKey != null) {
            Arrays.fill(privateKey, (byte) 0);
        }
    }

    /** Not a copy. */
    byte[] privateKey(PublicKey publicKey) {
        byte @Nullable [] key = privateKeys.get(publicKey);
        if (key == null) {
            throw new IllegalStateException("every listed key is here once the keystore is open");
        }
        return key;
    }

    Bytes sign(PublicKey publicKey, Bytes message) {
        return Signers.sign(publicKey, privateKey(publicKey), message);
    }

    /** Not a copy. */
    byte[] dataKey() {
        return dataKey;
    }

    /** Not a copy. */
    byte[] entropy() {
        return entropy;
    }

    /** That of the recovery phrase without a passphrase of its own; to be overwritten by the caller. */
    byte[] seed() {
        return seedOf(entropy);
    }

    static byte[] seedOf(byte[] entropy) {
        try (var phrase = Mnemonic.phrase(entropy)) {
            return Mnemonic.seed(phrase.characters(), "");
        }
    }

    @Override
    public void close() {
        Arrays.fill(dataKey, (byte) 0);
        Arrays.fill(entropy, (byte) 0);
        privateKeys.values().forEach(key -> Arrays.fill(key, (byte) 0));
        privateKeys.clear();
    }
}
