package org.quoin.ledger.testkit.bench;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.testkit.Person;

/** Payments of one unit from anybody to anybody of a populace, in the order in which they can be executed. */
final class Payments {
    /** So many parts, of which each has payers of its own, can be made and submitted at the same time. */
    static final int PARTS = 2;

    private static final Duration VALIDITY = Duration.ofHours(12);

    private final Populace populace;
    private final Hash chainId;
    private final Instant validUntil;
    private final ToLongFunction<String> nextSequence;
    private final int[] sequences;
    private final List<RandomGenerator> randoms = Stream.<RandomGenerator>generate(new SplittableRandom(1)::split)
            .limit(PARTS)
            .toList();

    /** @param nextSequence asked once for each account that pays */
    Payments(Populace populace, Hash chainId, Instant from, ToLongFunction<String> nextSequence) {
        this.populace = populace;
        this.chainId = chainId;
        validUntil = from.plus(VALIDITY);
        this.nextSequence = nextSequence;
        sequences = new int[populace.size()];
        Arrays.fill(sequences, -1);
    }

    /** Signed ones, in parts of the same length. */
    List<List<Presigned>> signed(int count) {
        return make(count, payer -> {
            Person keyholder = populace.keyholder(payer.account());
            return Presigned.of(payer.pay(keyholder).sign(keyholder.signer()));
        });
    }

    /** Ones that nobody signed, and that count as verified. */
    List<VerifiedTransaction> unsigned(int count) {
        return make(count, payer -> Unsigned.of(payer.pay(populace.keyholder(payer.account())))).stream()
                .flatMap(List::stream)
                .toList();
    }

    private <T> List<List<T>> make(int count, java.util.function.Function<Payer, T> form) {
        IntFunction<List<T>> part = number -> Stream.generate(() -> form.apply(payer(number)))
                .limit(count / PARTS)
                .toList();
        return IntStream.range(0, PARTS).parallel().mapToObj(part).toList();
    }

    private Payer payer(int part) {
        RandomGenerator random = randoms.get(part);
        int own = (populace.size() - part + PARTS - 1) / PARTS;
        return new Payer(random.nextInt(own) * PARTS + part, random.nextInt(populace.size()));
    }

    /** Somebody who pays, and to whom. */
    private final class Payer {
        private final int account;
        private final int payee;

        private Payer(int account, int payee) {
            this.account = account;
            this.payee = payee;
        }

        int account() {
            return account;
        }

        Transaction pay(Person keyholder) {
            String name = Populace.name(account);
            if (sequences[account] < 0) {
                sequences[account] = Math.toIntExact(nextSequence.applyAsLong(name));
            }
            Operation operation = CoreCapability.DESCRIPTION.encode(
                    new Transfer(name, Populace.name(payee), new Amount(BigInteger.ONE, Populace.ASSET)));
            return new Transaction(
                    chainId,
                    name,
                    0,
                    sequences[account]++,
                    validUntil,
                    List.of(operation),
                    keyholder.signer().publicKey());
        }
    }
}
