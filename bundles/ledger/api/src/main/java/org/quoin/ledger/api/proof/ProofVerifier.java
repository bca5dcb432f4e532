package org.quoin.ledger.api.proof;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks proofs of a ledger's state from a root of trust. It shares no code with the ledger and needs nothing but
 * {@code java.base}; the package describes the bytes. It never throws for what it is given to check. Immutable.
 */
public final class ProofVerifier {
    /** In bytes, of a header, a proof or a certificate; what is longer is not looked at. */
    public static final int MAX_SIZE = 2 * 1024 * 1024;

    private static final byte[] HEADER = purpose("header");
    private static final byte[] OPERATORS = purpose("operators");
    private static final byte[] CERTIFICATE = purpose("certificate");
    private static final String NONCES = "ledger.nonces";
    private static final int PROTOCOL = 1;
    private static final int HASH = 32;
    private static final int MAX_OPERATORS = 64;
    private static final int MAX_WIDTH = 64;
    private static final int MAX_KEY = 256;
    private static final int ED25519 = 1;
    private static final int SECP256K1 = 2;
    private static final int P256 = 3;

    private final Trust trust;

    private ProofVerifier(Trust trust) {
        this.trust = trust;
    }

    /**
     * Trusts the operators of a chain: enough of them must have signed the header.
     *
     * @param chainId 32 bytes
     * @param operatorSet as the ledger's {@code OperatorSet} encodes it
     */
    public static ProofVerifier trustingOperators(byte[] chainId, byte[] operatorSet) {
        byte[] chain = chainId.clone();
        byte[] set = operatorSet.clone();
        return new ProofVerifier((header, certificate) -> certified(header, certificate, chain, set));
    }

    /**
     * Trusts one header, and so all that it follows from; there need be no certificate, and none is looked at.
     *
     * @param headerHash 32 bytes
     */
    public static ProofVerifier trustingHeader(byte[] headerHash) {
        byte[] hash = headerHash.clone();
        return new ProofVerifier((header, certificate) -> {
            require(Arrays.equals(header.hash, hash), "the header is not the one that is trusted");
            return "";
        });
    }

    /**
     * Checks a proof.
     *
     * @param header that the certificate or the trusted hash is of
     * @param proof under this header
     * @param certificate of this header; of any content if a header is trusted
     */
    public Verdict verify(byte[] header, byte[] proof, byte[] certificate) {
        try {
            Header anchor = Header.read(header);
            String witnesses = trust.check(anchor, certificate);
            Input in = new Input(proof, "proof");
            in.expect(1, "the proof has another version");
            Fact fact = claim(in, ancestry(in, anchor));
            in.end();
            return new Verdict(sentence(fact) + witnesses + ".", Optional.of(fact));
        } catch (Invalid e) {
            return new Verdict("Nothing is proved: " + e.reason + ".", Optional.empty());
        }
    }

    /** Why a header is believed in: checks it, and says by whose word. */
    private interface Trust {
        String check(Header header, byte[] certificate);
    }

    private static String certified(Header header, byte[] certificate, byte[] chainId, byte[] operatorSet) {
        require(Arrays.equals(header.chainId, chainId), "the header is of another chain");
        require(
                Arrays.equals(header.operators, sha256(OPERATORS, operatorSet)),
                "the header names other operators than those trusted");
        Input set = new Input(operatorSet, "operator set");
        int threshold = set.u16();
        List<byte[]> keys = keys(set);
        set.end();
        require(threshold >= 1 && threshold <= keys.size(), "the operators trusted are not enough to certify anything");

        byte[] height = ByteBuffer.allocate(Long.BYTES).putLong(header.height).array();
        byte[] message = join(CERTIFICATE, chainId, height, header.hash);
        Input in = new Input(certificate, "certificate");
        int count = in.u8();
        int last = -1;
        for (int i = 0; i < count; i++) {
            int index = in.u8();
            byte[] signature = in.bytes(in.u8());
            require(index > last, "the signatures of the certificate do not ascend by operator");
            require(index < keys.size(), "a signature is of none of the operators");
            require(
                    isSigned(keys.get(index), message, signature),
                    "the signature of operator " + index + " is not valid");
            last = index;
        }
        in.end();
        require(count >= threshold, count + " operators have signed and " + threshold + " are needed");
        return ", as " + count + " of " + keys.size() + " operators certify";
    }

    private static List<byte[]> keys(Input in) {
        int count = in.u16();
        require(count <= MAX_OPERATORS, "the operator set is too large");
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] key = in.bytes(in.u8());
            require(
                    i == 0 || Arrays.compareUnsigned(keys.get(i - 1), key) < 0,
                    "the keys of the operator set do not ascend");
            keys.add(key);
        }
        return keys;
    }

    /** @param key the number of its scheme in one byte, then the key */
    private static boolean isSigned(byte[] key, byte[] message, byte[] signature) {
        require(key.length > 0, "an operator has no key");
        require(
                key[0] != SECP256K1,
                "an operator's key is of secp256k1, which this Java platform does not have: check with a node");
        require(
                key[0] == ED25519 && key.length == 1 + HASH || key[0] == P256 && key.length == 2 + HASH,
                "an operator's key is of a scheme not known here");
        byte[] bytes = Arrays.copyOfRange(key, 1, key.length);
        try {
            return key[0] == ED25519 ? isEd25519(bytes, message, signature) : isP256(bytes, message, signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isEd25519(byte[] key, byte[] message, byte[] signature) throws GeneralSecurityException {
        byte[] bigEndian = new byte[HASH];
        for (int i = 0; i < HASH; i++) {
            bigEndian[i] = key[HASH - 1 - i];
        }
        boolean odd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        PublicKey publicKey = KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
        return signature.length == 2 * HASH // with a byte more it would be another encoding of the same certificate
                && isSigned("Ed25519", publicKey, message, signature);
    }

    /** @param key a compressed point */
    private static boolean isP256(byte[] key, byte[] message, byte[] signature) throws GeneralSecurityException {
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = named.getParameterSpec(ECParameterSpec.class);
        Optional<ECPoint> point = point(curve, key);
        BigInteger s =
                new BigInteger(1, Arrays.copyOfRange(signature, Math.min(signature.length, HASH), signature.length));
        if (point.isEmpty()
                || signature.length != 2 * HASH
                || s.compareTo(curve.getOrder().shiftRight(1)) > 0) {
            return false;
        }
        PublicKey publicKey = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point.get(), curve));
        return isSigned("SHA256withECDSAinP1363Format", publicKey, message, signature);
    }

    /** SEC 1, section 2.3.4; the field's prime is 3 modulo 4. */
    private static Optional<ECPoint> point(ECParameterSpec curve, byte[] key) {
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(key, 1, key.length));
        if (key[0] != 2 && key[0] != 3 || x.compareTo(prime) >= 0) {
            return Optional.empty();
        }
        BigInteger square = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(prime);
        BigInteger root = square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
        BigInteger y = root.testBit(0) == (key[0] == 3) ? root : prime.subtract(root);
        return root.pow(2).mod(prime).equals(square) ? Optional.of(new ECPoint(x, y)) : Optional.empty();
    }

    private static boolean isSigned(String algorithm, PublicKey key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
    }

    /** The header that the claim is about: the trusted one, or an older one in its history. */
    private static Header ancestry(Input in, Header anchor) {
        if (in.choice(0, 1) == 0) {
            return anchor;
        }
        Header older = Header.read(in.bytes(in.length()));
        require(Arrays.equals(older.chainId, anchor.chainId), "the older header is of another chain");
        require(
                older.height >= 0 && older.height < anchor.height,
                "the header of block " + older.height + " is not older than that of block " + anchor.height);
        List<byte[]> siblings = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            siblings.add(in.bytes(HASH));
        }
        byte[] leaf = sha256(new byte[] {0}, older.hash);
        byte[] size = ByteBuffer.allocate(Long.BYTES).putLong(anchor.height).array();
        byte[] root = sha256(new byte[] {2}, size, tree(leaf, older.height, anchor.height, siblings));
        require(Arrays.equals(root, anchor.history), "the older header is not in the history of the trusted one");
        return older;
    }

    /**
     * Whether a leaf has an index in a tree of RFC 6962: an inclusion proof by itself. An older header's leaf is the SHA-256 of
     * a zero byte and its hash.
     *
     * @param leaf the leaf's hash
     * @param siblings from below
     * @param tree the tree's head, without its size
     */
    public static boolean isIncluded(byte[] leaf, long index, long size, List<byte[]> siblings, byte[] tree) {
        try {
            return Arrays.equals(tree(leaf, index, size, siblings), tree);
        } catch (Invalid e) {
            return false;
        }
    }

    /**
     * The root of the tree of RFC 6962 over {@code size} leaves in which a leaf has an index: RFC 9162, section 2.1.3.2.
     *
     * @param siblings from below; too many or too few are refused
     */
    private static byte[] tree(byte[] leaf, long index, long size, List<byte[]> siblings) {
        require(index >= 0 && index < size, "there is no such leaf in the tree");
        byte[] hash = leaf;
        long node = index;
        long last = size - 1;
        for (byte[] sibling : siblings) {
            require(last != 0, "there are too many siblings");
            if ((node & 1) == 1 || node == last) {
                hash = sha256(new byte[] {1}, sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = sha256(new byte[] {1}, hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        require(last == 0, "there are too few siblings");
        return hash;
    }

    private static Fact claim(Input in, Header header) {
        if (in.choice(1, 2) == 1) {
            return balance(in, header);
        }
        String table = in.name();
        require(table.matches("[a-z0-9._-]{1,65}"), "no table has the name " + table);
        int width = in.u8();
        byte[] key = in.bytes(in.u16());
        require(
                width == 0 ? key.length >= 1 && key.length <= MAX_KEY : width <= MAX_WIDTH && key.length == width,
                "the key does not fit the table");
        return Fact.Row.of(header.height, table, width, key, row(in, header, table, width, key));
    }

    private static Fact.Balance balance(Input in, Header header) {
        String account = in.name();
        String asset = in.name();
        ByteBuffer accountRow = known(row(in, header, "ledger.accounts", 0, ascii(account)), Long.BYTES, account);
        ByteBuffer assetRow = known(row(in, header, "ledger.assets", 0, ascii(asset)), Integer.BYTES + 1, asset);
        byte[] key = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(accountRow.getLong())
                .putInt(assetRow.getInt())
                .array();
        Optional<byte[]> value = row(in, header, "ledger.balances", key.length, key);
        BigInteger units = value.map(bytes -> new BigInteger(1, bytes)).orElse(BigInteger.ZERO);
        require(value.isEmpty() || value.get().length == 16 && units.signum() > 0, "the balance is not one");
        return new Fact.Balance(header.height, account, asset, assetRow.get() & 0xff, units);
    }

    /** A row that must be there; its ordinal stands at its beginning. */
    private static ByteBuffer known(Optional<byte[]> row, int least, String name) {
        require(row.isPresent() && row.get().length >= least, "there was no " + name);
        return ByteBuffer.wrap(row.orElseThrow());
    }

    /** Checks the proof of one row; gives its value, or nothing if it is proved to be absent. */
    private static Optional<byte[]> row(Input in, Header header, String table, int width, byte[] key) {
        int kind = in.choice(0, 1, 2, 3);
        boolean nonces = table.equals(NONCES);
        byte[] root = nonces ? header.nonces : header.state;
        byte[] id = ascii(table);
        byte[] tablePath = sha256(id);
        if (kind == 3) {
            byte[] nothing = new byte[HASH];
            requireRoot(root, nonces ? tableHash(id, 0, nothing) : nothing);
            return Optional.empty();
        }
        Walk toTable = nonces ? Walk.NONE : Walk.read(in, tablePath);
        if (kind == 2) {
            require(!nonces, "the nonces are not a table among others");
            requireRoot(root, toTable.upFromAnother(in, tablePath));
            return Optional.empty();
        }
        long count = in.u64();
        require(count >= 1, "a table without entries has no leaf");
        byte[] path = width == 0 ? sha256(key) : key;
        Walk walk = Walk.read(in, path);
        Optional<byte[]> value = kind == 0 ? Optional.of(in.bytes(in.length())) : Optional.empty();
        byte[] top = value.isPresent() ? walk.up(leaf(path, sha256(value.get())), path) : walk.upFromAnother(in, path);
        byte[] hash = tableHash(id, count, top);
        requireRoot(root, nonces ? hash : toTable.up(leaf(tablePath, hash), tablePath));
        return value;
    }

    private static void requireRoot(byte[] root, byte[] computed) {
        require(Arrays.equals(root, computed), "a row does not lead to the root that the header names");
    }

    private static byte[] leaf(byte[] path, byte[] valueHash) {
        return sha256(new byte[] {0}, path, valueHash);
    }

    private static byte[] tableHash(byte[] id, long count, byte[] root) {
        byte[] entries = ByteBuffer.allocate(Long.BYTES).putLong(count).array();
        return sha256(new byte[] {2, (byte) id.length}, id, entries, root);
    }

    /** The nodes between a root and the leaf at which the search for a path ends. Bits ascend by their encoding. */
    private record Walk(List<Integer> bits, List<byte[]> siblings) {
        static final Walk NONE = new Walk(List.of(), List.of());

        static Walk read(Input in, byte[] path) {
            byte[] set = in.bytes(in.u8());
            require(set.length <= path.length, "a walk is longer than its path");
            require(set.length == 0 || set[set.length - 1] != 0, "a walk is not in its shortest form");
            List<Integer> bits = new ArrayList<>();
            List<byte[]> siblings = new ArrayList<>();
            for (int bit = 0; bit < set.length * 8; bit++) {
                if (bit(set, bit)) {
                    bits.add(bit);
                    siblings.add(in.bytes(HASH));
                }
            }
            return new Walk(bits, siblings);
        }

        /** The root, if this leaf is at the end. */
        byte[] up(byte[] leaf, byte[] path) {
            byte[] hash = leaf;
            for (int i = bits.size() - 1; i >= 0; i--) {
                int bit = bits.get(i);
                byte[] node = {1, (byte) (bit >>> 8), (byte) bit};
                byte[] sibling = siblings.get(i);
                hash = bit(path, bit) ? sha256(node, sibling, hash) : sha256(node, hash, sibling);
            }
            return hash;
        }

        /** The root, if another leaf than that of the path is at the end: then there is none for the path. */
        byte[] upFromAnother(Input in, byte[] path) {
            byte[] other = in.bytes(path.length);
            require(!Arrays.equals(other, path), "a row is said to be absent and is there");
            for (int bit : bits) {
                require(bit(other, bit) == bit(path, bit), "the leaf is not where the search for the row ends");
            }
            return up(leaf(other, in.bytes(HASH)), path);
        }

        private static boolean bit(byte[] path, int index) {
            return (path[index >>> 3] << (index & 7) & 0x80) != 0;
        }
    }

    /** Of a header what a proof needs. What follows these fields, the modules, is only hashed. */
    private static final class Header {
        final byte[] hash;
        final byte[] chainId;
        final long height;
        final byte[] history;
        final byte[] state;
        final byte[] nonces;
        final byte[] operators;

        private Header(byte[] encoded, Input in) {
            hash = sha256(HEADER, encoded);
            require(in.u16() == PROTOCOL, "the header follows another protocol");
            chainId = in.bytes(HASH);
            height = in.u64();
            in.bytes(Long.BYTES); // time
            in.bytes(HASH); // parent
            history = in.bytes(HASH);
            in.bytes(HASH); // input
            state = in.bytes(HASH);
            nonces = in.bytes(HASH);
            in.bytes(2 * HASH); // receipts, events
            in.bytes(Long.BYTES); // first event
            operators = in.bytes(HASH);
        }

        static Header read(byte[] encoded) {
            return new Header(encoded, new Input(encoded, "header"));
        }
    }

    /** Bytes to be read, of which there may be too few or too many. */
    private static final class Input {
        private final ByteBuffer bytes;
        private final String name;

        Input(byte[] bytes, String name) {
            require(bytes.length <= MAX_SIZE, "the " + name + " is longer than " + MAX_SIZE + " bytes");
            this.bytes = ByteBuffer.wrap(bytes);
            this.name = name;
        }

        int u8() {
            return bytes(1)[0] & 0xff;
        }

        int u16() {
            return u8() << 8 | u8();
        }

        long u64() {
            long value = ByteBuffer.wrap(bytes(Long.BYTES)).getLong();
            require(value >= 0, "a number in the " + name + " is too large");
            return value;
        }

        /** Of what follows, in four bytes. */
        int length() {
            int length = ByteBuffer.wrap(bytes(Integer.BYTES)).getInt();
            require(length >= 0, "the " + name + " is incomplete");
            return length;
        }

        byte[] bytes(int size) {
            require(size <= bytes.remaining(), "the " + name + " is incomplete");
            byte[] read = new byte[size];
            bytes.get(read);
            return read;
        }

        /** Of an account, an asset or a table: printable, so that a reason can show it. */
        String name() {
            byte[] text = bytes(u8());
            require(text.length > 0, "a name in the " + name + " is none");
            for (byte each : text) {
                require(each > ' ' && each < 0x7f, "a name in the " + name + " is none");
            }
            return new String(text, StandardCharsets.US_ASCII);
        }

        int choice(int... known) {
            int choice = u8();
            require(Arrays.stream(known).anyMatch(each -> each == choice), "the " + name + " is of an unknown kind");
            return choice;
        }

        void expect(int value, String otherwise) {
            require(u8() == value, otherwise);
        }

        void end() {
            require(!bytes.hasRemaining(), "something follows the " + name);
        }
    }

    private static String sentence(Fact fact) {
        if (fact instanceof Fact.Balance balance) {
            BigDecimal amount = new BigDecimal(balance.units(), balance.decimals());
            String plain =
                    amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
            return "After block " + fact.height() + " " + balance.account() + " has " + plain + " " + balance.asset();
        }
        Fact.Row row = (Fact.Row) fact;
        return "After block " + fact.height() + " the table " + row.table()
                + (row.value().isPresent() ? " has this value" : " has no row") + " for the key " + row.key();
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] purpose(String name) {
        return ascii("quoin/" + name + "/1\0");
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(joined::put);
        return joined.array();
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Invalid(otherwise);
        }
    }

    /** Ends a check. */
    private static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String reason;

        private Invalid(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
