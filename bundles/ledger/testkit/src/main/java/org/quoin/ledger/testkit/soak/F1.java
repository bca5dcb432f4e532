package org.quoin.ledger.testkit.soak;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** Every single bit of signed transactions of every scheme is flipped: none is accepted, and none is refused by accident. */
public final class F1 implements Row {
    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public String id() {
        return "F1";
    }

    @Override
    public String promise() {
        return "no transaction with a flipped bit is accepted (transactions of each scheme)";
    }

    @Override
    public int smallDose() {
        return 6;
    }

    @Override
    public int fullDose() {
        return 1_000;
    }

    @Override
    public Figures run(Trial trial) {
        return flips(
                trial.seed(),
                trial.dose(),
                signed -> VerifiedTransaction.verify(signed).isPresent());
    }

    /** Signatures are not looked at. */
    @Override
    public Figures sabotage(Trial trial) {
        return flips(trial.seed(), Math.min(trial.dose(), 10), signed -> true);
    }

    private static Figures flips(long seed, int transactions, Predicate<SignedTransaction> door) {
        return Arrays.stream(PublicKey.Scheme.values())
                .map(scheme -> LongStream.range(seed, seed + transactions)
                        .parallel()
                        .mapToObj(each -> flips(each, scheme, door))
                        .reduce(Figures::plus)
                        .orElseThrow())
                .reduce(Figures::plus)
                .orElseThrow();
    }

    private static Figures flips(long seed, PublicKey.Scheme scheme, Predicate<SignedTransaction> door) {
        byte[] bytes = transaction(seed, scheme).encode().toArray();
        requireValid(bytes);
        int accidents = 0;
        int accepted = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                accepted += door.test(SignedTransaction.decode(Bytes.of(bytes))) ? 1 : 0;
            } catch (MalformedBytesException e) {
                // the refusal that a caller expects
            } catch (RuntimeException e) {
                accidents++;
                System.out.println("seed " + seed + ", " + scheme + ", bit " + bit + ": " + e);
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return new Figures(bytes.length * 8L, accidents + accepted, accepted);
    }

    private static void requireValid(byte[] bytes) {
        if (VerifiedTransaction.verify(SignedTransaction.decode(Bytes.of(bytes)))
                .isEmpty()) {
            throw new IllegalStateException("a good transaction is refused, so a refusal shows nothing");
        }
    }

    private static SignedTransaction transaction(long seed, PublicKey.Scheme scheme) {
        RandomGenerator random = new SplittableRandom(seed);
        Person signer = Person.named("signer-" + seed, scheme);
        List<Operation> operations = Stream.generate(() -> CoreCapability.DESCRIPTION.encode(operation(random)))
                .limit(random.nextInt(1, 4))
                .toList();
        return new Transaction(
                        Hash.sha256(new byte[] {(byte) seed}),
                        signer.name(),
                        random.nextInt(Transaction.LANES),
                        random.nextLong(Long.MAX_VALUE),
                        TestLedger.START.plusMillis(random.nextLong(DAY.toMillis())),
                        operations,
                        signer.signer().publicKey())
                .sign(signer.signer());
    }

    private static OperationRecord operation(RandomGenerator random) {
        Asset asset = new Asset("A" + random.nextInt(1_000), random.nextInt(Asset.MAX_DECIMALS + 1));
        Amount amount = new Amount(BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE)), asset);
        String someone = "someone-" + random.nextInt(1_000);
        return switch (random.nextInt(3)) {
            case 0 -> new CreateAccount(someone, Person.named(someone).signer().publicKey());
            case 1 -> new CreateAsset(amount, someone);
            default -> new Transfer("payer-" + random.nextInt(1_000), someone, amount);
        };
    }
}
