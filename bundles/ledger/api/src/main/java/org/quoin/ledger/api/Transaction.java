package org.quoin.ledger.api;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What a signer wants done: all of the operations, in their order, or none of them.
 *
 * @param chainId the only chain on which it is valid
 * @param signer the account that acts and pays
 * @param lane 0 to 15; transactions are ordered within a lane only
 * @param sequence the next number of the lane, without gaps
 * @param validUntil in whole milliseconds, what is finer is cut off; it is not ordered in a block of a later time
 * @param operations 1 to 64
 * @param key the signer's key; it must belong to the account when the transaction is executed
 * @param fee what it offers for being executed
 */
public record Transaction(
        Hash chainId,
        String signer,
        int lane,
        long sequence,
        Instant validUntil,
        List<Operation> operations,
        PublicKey key,
        FeeTerms fee) {
    public static final int LANES = 16;
    public static final int MAX_OPERATIONS = 64;

    private static final byte[] PURPOSE = Purpose.of("transaction");
    private static final int FORMAT = 1;

    /** With terms of its fee: there is one encoding of each transaction, so terms that offer nothing are not written. */
    private static final int FORMAT_WITH_FEE = 2;

    private static final int LAYER_2 = 1;

    public Transaction {
        Names.requireAccount(signer);
        operations = List.copyOf(operations);
        validUntil = validUntil.truncatedTo(ChronoUnit.MILLIS);
        if (operations.isEmpty() || operations.size() > MAX_OPERATIONS) {
            throw new IllegalArgumentException(
                    "a transaction has 1 to " + MAX_OPERATIONS + " operations, not " + operations.size());
        }
        if (lane < 0 || lane >= LANES) {
            throw new IllegalArgumentException("a lane is 0 to " + (LANES - 1) + ", not " + lane);
        }
        if (validUntil.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("a transaction is valid until 1970 or later, not until " + validUntil);
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence number is 0 or more, not " + sequence);
        }
    }

    /** Offers nothing for being executed. */
    public Transaction(
            Hash chainId,
            String signer,
            int lane,
            long sequence,
            Instant validUntil,
            List<Operation> operations,
            PublicKey key) {
        this(chainId, signer, lane, sequence, validUntil, operations, key, FeeTerms.NONE);
    }

    /** The same for another fee: another transaction. */
    public Transaction withFee(FeeTerms other) {
        return new Transaction(chainId, signer, lane, sequence, validUntil, operations, key, other);
    }

    /** The SHA-256 of {@link #message}: the signature is no part of it. */
    public Hash id() {
        return Hash.sha256(message().toArray());
    }

    /** What is signed: the purpose, then the encoded transaction, which names its chain. */
    public Bytes message() {
        byte[] body = body();
        byte[] message = new byte[PURPOSE.length + body.length];
        System.arraycopy(PURPOSE, 0, message, 0, PURPOSE.length);
        System.arraycopy(body, 0, message, PURPOSE.length, body.length);
        return Bytes.of(message);
    }

    /** @throws IllegalArgumentException if the signer holds another key than the transaction names */
    public SignedTransaction sign(Signer with) {
        if (!with.publicKey().equals(key)) {
            throw new IllegalArgumentException(
                    "the transaction names the key " + key + ", the signer holds " + with.publicKey());
        }
        return new SignedTransaction(this, with.sign(message()));
    }

    byte[] body() {
        boolean offers = !fee.equals(FeeTerms.NONE);
        Writer out = new Writer(256)
                .u8(offers ? FORMAT_WITH_FEE : FORMAT)
                .fixed(chainId.toArray(), Hash.SIZE)
                .text(signer, Names.MAX)
                .u8(lane)
                .u64(sequence)
                .u64(validUntil.toEpochMilli());
        if (offers) {
            out.u128(fee.limit()).u64(fee.tip()).u8(fee.layer2() ? LAYER_2 : 0).text(fee.sponsor(), Names.MAX);
        }
        out.count(operations.size(), MAX_OPERATIONS);
        for (Operation operation : operations) {
            out.text(operation.capability(), Operation.MAX_NAME)
                    .text(operation.name(), Operation.MAX_NAME)
                    .u16(operation.schema())
                    .bytes(operation.body().toArray(), Operation.MAX_BODY)
                    .count(operation.limits().size(), Operation.MAX_LIMITS);
            for (SpendingLimit limit : operation.limits()) {
                out.text(limit.asset(), Names.MAX).u128(limit.units());
            }
        }
        return out.bytes(key.encode().toArray(), PublicKey.MAX_ENCODED).toBytes();
    }

    /** Whether it does nothing but activate rules, which travel with it. */
    boolean isActivation() {
        return operations.size() == 1
                && operations.get(0).capability().equals("ledger")
                && operations.get(0).name().equals("module-activate");
    }

    static Transaction read(Reader in) {
        int format = in.u8();
        if (format != FORMAT && format != FORMAT_WITH_FEE) {
            throw new CodecException(
                    "the format is " + format + ", this ledger knows " + FORMAT + " and " + FORMAT_WITH_FEE);
        }
        Hash chainId = Hash.of(in.fixed(Hash.SIZE));
        String signer = in.text(Names.MAX);
        if (!Names.isAccount(signer)) {
            throw new CodecException("the signer is not the name of an account");
        }
        int lane = in.u8();
        if (lane >= LANES) {
            throw new CodecException("the lane is " + lane + ", the last one is " + (LANES - 1));
        }
        long sequence = in.u64();
        Instant validUntil = Instant.ofEpochMilli(in.u64());
        FeeTerms fee = format == FORMAT_WITH_FEE ? fee(in) : FeeTerms.NONE;
        int count = in.count(MAX_OPERATIONS);
        if (count == 0) {
            throw new CodecException("it has no operation");
        }
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operations.add(operation(in));
        }
        PublicKey key = key(in);
        return new Transaction(chainId, signer, lane, sequence, validUntil, operations, key, fee);
    }

    private static FeeTerms fee(Reader in) {
        BigInteger limit = in.u128();
        long tip = in.u64();
        int flags = in.u8();
        if (flags > LAYER_2) {
            throw new CodecException("the flags of its fee are " + flags + ", this ledger knows " + LAYER_2);
        }
        String sponsor = in.text(Names.MAX);
        if (!sponsor.isEmpty() && !Names.isAccount(sponsor)) {
            throw new CodecException("the sponsor is not the name of an account");
        }
        FeeTerms fee = new FeeTerms(limit, tip, flags == LAYER_2, sponsor);
        if (fee.equals(FeeTerms.NONE)) {
            throw new CodecException("it offers nothing, which is written as format " + FORMAT);
        }
        return fee;
    }

    private static Operation operation(Reader in) {
        try {
            return new Operation(
                    in.text(Operation.MAX_NAME),
                    in.text(Operation.MAX_NAME),
                    in.u16(),
                    Bytes.of(in.bytes(Operation.MAX_BODY)),
                    limits(in));
        } catch (IllegalArgumentException e) {
            throw new CodecException("an operation: " + e.getMessage());
        }
    }

    private static List<SpendingLimit> limits(Reader in) {
        int count = in.count(Operation.MAX_LIMITS);
        List<SpendingLimit> limits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            limits.add(new SpendingLimit(in.text(Names.MAX), in.u128()));
        }
        return limits;
    }

    private static PublicKey key(Reader in) {
        try {
            return PublicKey.decode(Bytes.of(in.bytes(PublicKey.MAX_ENCODED)));
        } catch (MalformedBytesException e) {
            throw new CodecException("the key: " + e.getMessage());
        }
    }
}
