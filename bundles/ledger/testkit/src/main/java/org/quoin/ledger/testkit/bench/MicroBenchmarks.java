package org.quoin.ledger.testkit.bench;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.MerkleList;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.rules.codec.Writer;

/** What {@link Micro} measures. Public, and its inner classes too, because JMH writes the loops around them. */
public class MicroBenchmarks {
    private static final int BATCH = 1_000;

    /** The baseline. */
    @State(Scope.Benchmark)
    public static class Block {
        final byte[] bytes = new byte[64];
    }

    @Benchmark
    public Hash hash(Block block) {
        return Hash.sha256(block.bytes);
    }

    /** A transfer as it is submitted. */
    @State(Scope.Benchmark)
    public static class Encoded {
        final Bytes bytes = transfer(Person.ALICE).encode();
    }

    @Benchmark
    public SignedTransaction decode(Encoded encoded) {
        return SignedTransaction.decode(encoded.bytes);
    }

    @State(Scope.Benchmark)
    public static class Ed25519 {
        final SignedTransaction signed = signed(PublicKey.Scheme.ED25519);
        final Bytes message = signed.transaction().message();
    }

    @Benchmark
    public boolean ed25519(Ed25519 key) {
        return Signatures.verify(key.signed.transaction().key(), key.message, key.signed.signature());
    }

    @State(Scope.Benchmark)
    public static class Secp256k1 {
        final SignedTransaction signed = signed(PublicKey.Scheme.SECP256K1);
        final Bytes message = signed.transaction().message();
    }

    @Benchmark
    public boolean secp256k1(Secp256k1 key) {
        return Signatures.verify(key.signed.transaction().key(), key.message, key.signed.signature());
    }

    @State(Scope.Benchmark)
    public static class P256 {
        final SignedTransaction signed = signed(PublicKey.Scheme.P256);
        final Bytes message = signed.transaction().message();
    }

    @Benchmark
    public boolean p256(P256 key) {
        return Signatures.verify(key.signed.transaction().key(), key.message, key.signed.signature());
    }

    /** A table with a million balances. */
    @State(Scope.Benchmark)
    public static class Million {
        private static final int ENTRIES = 1_000_000;

        /** As many as a block of transfers has, at most. */
        static final int UPDATES = 10_000;

        private static final Table TABLE = Table.ordered("bench.balances", 12);

        private final RandomGenerator random = new SplittableRandom(1);
        org.quoin.ledger.core.state.State state = org.quoin.ledger.core.state.State.empty();
        WriteSet updates = WriteSet.empty();

        /** In parts, since a write set has a size that it may not exceed. */
        @Setup
        public void fill() {
            for (int from = 0; from < ENTRIES; from += UPDATES) {
                List<Write> writes = new ArrayList<>(UPDATES);
                for (int i = from; i < from + UPDATES; i++) {
                    writes.add(balance(i));
                }
                state = state.with(WriteSet.of(writes));
            }
        }

        @Setup(Level.Invocation)
        public void draw() {
            List<Write> writes = new ArrayList<>(UPDATES);
            long step = ENTRIES / UPDATES;
            for (int i = 0; i < UPDATES; i++) {
                writes.add(balance(i * step + random.nextLong(step)));
            }
            updates = WriteSet.of(writes);
        }

        private Write balance(long account) {
            byte[] key = new Writer(12).u64(account).u32(0).toBytes();
            byte[] units =
                    new Writer(16).u64(0).u64(random.nextLong(Long.MAX_VALUE)).toBytes();
            return Write.put(TABLE, key, units);
        }
    }

    @Benchmark
    @OperationsPerInvocation(Million.UPDATES)
    public byte[] trie(Million million) {
        million.state = million.state.with(million.updates);
        return million.state.root();
    }

    /** As many receipts as a large block has. */
    @State(Scope.Benchmark)
    public static class Receipts {
        final List<byte[]> rows = new ArrayList<>();

        @Setup
        public void fill() {
            RandomGenerator random = new SplittableRandom(1);
            for (int i = 0; i < BATCH; i++) {
                byte[] row = new byte[120];
                random.nextBytes(row);
                rows.add(row);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Hash receipts(Receipts receipts) {
        return MerkleList.root(receipts.rows);
    }

    private static SignedTransaction signed(PublicKey.Scheme scheme) {
        return transfer(Person.named("alice", scheme));
    }

    private static SignedTransaction transfer(Person payer) {
        Transfer transfer = new Transfer(
                payer.name(), Person.BOB.name(), new Amount(BigInteger.valueOf(1_000_000_007), TestLedger.QUO));
        return new Transaction(
                        Hash.sha256(new byte[] {1}),
                        payer.name(),
                        0,
                        7,
                        TestLedger.START.plus(Duration.ofMinutes(1)),
                        List.of(CoreCapability.DESCRIPTION.encode(transfer)),
                        payer.signer().publicKey())
                .sign(payer.signer());
    }
}
