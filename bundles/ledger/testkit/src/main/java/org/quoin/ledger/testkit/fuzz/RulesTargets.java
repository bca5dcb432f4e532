package org.quoin.ledger.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** What active rules read, of any capability: the values of its operations and queries. */
public final class RulesTargets {
    private static final String FAULT = "MODULE_FAULT";
    private static final Set<Class<? extends Throwable>> REFUSED = Set.of(RefusedException.class);

    private final TestLedger ledger;
    private final Person signer;

    /**
     * Over a ledger that has the rules active.
     *
     * @param signer of the operations
     */
    public RulesTargets(TestLedger ledger, Person signer) {
        this.ledger = ledger;
        this.signer = signer;
    }

    /** Operations that are signed as they should be, whose values are anything: rules run on a copy, and fail by no accident. */
    public Target operations(List<Operation> corpus, int share) {
        List<byte[]> framed = corpus.stream().map(RulesTargets::framed).toList();
        return new Target("operation", framed, Targets.names(), REFUSED, share, input -> {
            Operation operation = unframed(input);
            if (operation == null) {
                return false;
            }
            Hash before = ledger.ledger().info().stateRoot();
            Receipt receipt = ledger.ledger().simulate(signed(operation));
            Targets.require(ledger.ledger().info().stateRoot().equals(before), "a simulation changed the state");
            Targets.require(
                    receipt.failure().stream().noneMatch(reason -> reason.code().equals(FAULT)),
                    "values made rules fail by accident: " + receipt.failure());
            return true;
        });
    }

    private Bytes signed(Operation operation) {
        return ledger.draft(signer).doing(operation).sign().encode();
    }

    /** Which query it is, in the first byte, and its input. */
    public Target queries(String capability, int share) {
        List<QueryType> types =
                ledger.ledger().description(capability).orElseThrow().queries();
        List<byte[]> corpus = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            byte[] input = new byte[1 + Hash.SIZE];
            input[0] = (byte) i;
            corpus.add(input);
            corpus.add(new byte[] {(byte) i, 0, 0, 1});
        }
        return new Target("query", corpus, List.of(), REFUSED, share, input -> {
            if (input.length == 0) {
                return false;
            }
            QueryType type = types.get(Math.floorMod(input[0], types.size()));
            Bytes asked = Bytes.of(Arrays.copyOfRange(input, 1, input.length));
            try {
                ledger.ledger().query(capability, type.name(), type.schema(), asked);
            } catch (RefusedException e) {
                Targets.require(!e.failure().code().equals(FAULT), "an input made a query fail by accident");
            }
            return true;
        });
    }

    /** A line that says which operation it is, and its body. */
    static byte[] framed(Operation operation) {
        byte[] head =
                (operation.capability() + "/" + operation.name() + "/" + operation.schema() + "\n").getBytes(UTF_8);
        byte[] body = operation.body().toArray();
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    /** Null if nobody could write such an operation down. */
    static @Nullable Operation unframed(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String[] head = new String(input, 0, end, UTF_8).split("/", -1);
        boolean writable = end < input.length
                && head.length == 3
                && head[0].getBytes(UTF_8).length <= Operation.MAX_NAME
                && head[1].getBytes(UTF_8).length <= Operation.MAX_NAME
                && head[2].matches("[0-9]{1,4}");
        return writable
                ? new Operation(
                        head[0],
                        head[1],
                        Integer.parseInt(head[2]),
                        Bytes.of(Arrays.copyOfRange(input, end + 1, input.length)),
                        List.of())
                : null;
    }
}
