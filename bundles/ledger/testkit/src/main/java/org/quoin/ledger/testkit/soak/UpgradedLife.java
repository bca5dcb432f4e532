package org.quoin.ledger.testkit.soak;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** A chain whose two capabilities become newer and newer, while somebody locks funds and another claims what was locked at any time. */
final class UpgradedLife {
    private static final List<String> CAPABILITIES = List.of("htlc-fixture", "second-fixture");
    private static final List<String> VERSIONS = List.of("1.0.0", "1.1.0", "2.0.0");
    private static final int TOGETHER = 5;
    private static final Amount UNIT = new Amount(BigInteger.ONE, TestLedger.QUO);
    private static final Bytes PREIMAGE = Bytes.fromHex("2a");

    /** What rules an old block is executed under again. */
    enum Archive {
        /** Those that its header names. */
        AS_IT_WAS,
        /** The newest so far of the same capability. */
        NEWEST_ONLY
    }

    private final RandomGenerator random;
    private final Map<Person, Long> sequences = new HashMap<>();
    private final List<BlockRecord> records = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private Chain chain;
    private Instant time;

    UpgradedLife(long seed) {
        random = new SplittableRandom(seed);
        Genesis genesis = TestLedger.genesis(Person.ALICE, Person.BOB);
        Chain.Extension first = Chain.found(genesis, new Jars(Archive.AS_IT_WAS));
        records.add(first.record());
        chain = first.chain();
        time = genesis.time();
    }

    /** Its blocks, with so many transactions and those that activate. */
    List<BlockRecord> live(int transactions) {
        int part = transactions / VERSIONS.size();
        for (String version : VERSIONS) {
            for (String capability : CAPABILITIES) {
                block(List.of(sign(
                        Person.ALICE,
                        CoreCapability.DESCRIPTION.encode(ActivateModule.of(RulesJars.fixture(capability, version))))));
            }
            for (int done = 0; done < part; done += TOGETHER) {
                List<VerifiedTransaction> together = new ArrayList<>();
                for (int i = 0; i < TOGETHER; i++) {
                    together.add(open.size() > 10 && random.nextInt(2) == 0 ? claim() : lock(version, done + i));
                }
                block(together);
            }
        }
        return List.copyOf(records);
    }

    /** How many blocks have another record when they are executed again. */
    static long differing(List<BlockRecord> records, Archive archive) {
        Chain.Extension again = Chain.found(Genesis.decode(records.get(0).input()), new Jars(archive));
        long differing = again.record().equals(records.get(0)) ? 0 : 1;
        for (BlockRecord record : records.subList(1, records.size())) {
            BlockInput input = BlockInput.decode(record.input().toArray());
            again = again.chain().extend(input(again.chain(), input.time(), input.transactions()));
            differing += again.record().header().equals(record.header()) ? 0 : 1;
        }
        return differing;
    }

    private VerifiedTransaction lock(String version, int number) {
        String name = "lock-" + version.replace('.', '-') + "-" + number;
        String capability = CAPABILITIES.get(random.nextInt(CAPABILITIES.size()));
        open.add(capability + " " + name);
        return sign(
                Person.ALICE,
                encode(new FixtureRequest(
                        capability,
                        "lock",
                        Values.of("name", name)
                                .and("beneficiary", "bob")
                                .and("asset", "QUO")
                                .and("amount", BigInteger.ONE)
                                .and("secretHash", Hash.sha256(PREIMAGE.toArray())),
                        List.of(UNIT))));
    }

    /** Of whatever age; now and then with a preimage that is none. */
    private VerifiedTransaction claim() {
        boolean wrong = random.nextInt(10) == 0;
        int index = random.nextInt(open.size());
        String[] lock = (wrong ? open.get(index) : open.remove(index)).split(" ", -1);
        return sign(
                Person.BOB,
                encode(new FixtureRequest(
                        lock[0],
                        "claim",
                        Values.of("name", lock[1]).and("preimage", wrong ? Bytes.fromHex("ff") : PREIMAGE),
                        List.of())));
    }

    private Operation encode(OperationRecord operation) {
        return chain.modules()
                .find(operation.capability())
                .orElseThrow()
                .description()
                .encode(operation);
    }

    private VerifiedTransaction sign(Person person, Operation operation) {
        long sequence = sequences.merge(person, 1L, Long::sum) - 1;
        Transaction transaction = new Transaction(
                chain.header().chainId(),
                person.name(),
                0,
                sequence,
                time.plus(Duration.ofHours(1)),
                List.of(operation),
                person.signer().publicKey());
        return VerifiedTransaction.verify(transaction.sign(person.signer())).orElseThrow();
    }

    private void block(List<VerifiedTransaction> transactions) {
        time = time.plusMillis(1 + random.nextInt(1_000));
        Chain.Extension next = chain.extend(input(chain, time, transactions));
        records.add(next.record());
        chain = next.chain();
    }

    private static BlockInput input(Chain chain, Instant time, List<VerifiedTransaction> transactions) {
        return new BlockInput(
                CoreCapability.PROTOCOL,
                chain.header().height() + 1,
                chain.header().input(),
                time,
                chain.modules().hash(),
                chain.header().height(),
                chain.head(),
                transactions);
    }

    /** Those that came with blocks so far. */
    private static final class Jars implements RulesSource {
        private final Archive archive;
        private final Map<String, Bytes> jars = new TreeMap<>();
        private final Map<String, LoadedModule> newest = new TreeMap<>();

        private Jars(Archive archive) {
            this.archive = archive;
        }

        @Override
        public Bytes rules(Hash sha256) {
            return Objects.requireNonNull(jars.get(sha256.toHex()), "they came with a block before");
        }

        @Override
        public void keep(Hash sha256, Bytes jar) {
            jars.put(sha256.toHex(), jar);
        }

        @Override
        public LoadedModule loaded(Hash sha256, Supplier<LoadedModule> load) {
            LoadedModule module = load.get();
            if (archive == Archive.AS_IT_WAS) {
                return module;
            }
            LoadedModule latest = newest.merge(
                    module.id().capability(),
                    module,
                    (before, now) -> before.id().version().compareTo(now.id().version()) > 0 ? before : now);
            return new LoadedModule(module.id(), module.description(), latest.rules());
        }
    }
}
