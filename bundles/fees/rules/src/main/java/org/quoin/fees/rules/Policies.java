package org.quoin.fees.rules;

import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/** The policy that holds, and what operators have approved of another one. */
final class Policies {
    private static final Field<String> NAME = Field.text("name", 16);
    private static final String CURRENT = "policy";

    /** Of the values of a policy, and whether they are to hold at once. */
    private static final Field<Bytes> PROPOSAL = Field.hash("proposal");

    /** An approval counts as long as the policy is the one that it was given to change. */
    private static final Schema APPROVAL = Schema.of(Terms.REVISION, PROPOSAL);

    static final Table<String, Policy> CURRENT_ONE = new Table<>("policy", NAME, Policy.CODEC);

    /** By operator: each approves one proposal at a time. */
    static final Table<String, Values> APPROVALS = new Table<>("approvals", Terms.OPERATOR, APPROVAL);

    private Policies() {}

    static Policy current(Reading reading) {
        return CURRENT_ONE.find(reading, CURRENT).orElse(Policy.FIRST);
    }

    static void put(Execution execution, Policy policy) {
        CURRENT_ONE.put(execution, CURRENT, policy);
    }

    static void approve(Execution execution, String operator, long revision, Bytes proposal) {
        APPROVALS.put(execution, operator, Values.of(Terms.REVISION.is(revision), PROPOSAL.is(proposal)));
    }

    /** How many operators approve a proposal to change this revision. */
    static long approvals(Reading reading, long revision, Bytes proposal) {
        long count = 0;
        for (String operator : reading.operators()) {
            if (approves(reading, operator, revision, proposal)) {
                count++;
            }
        }
        return count;
    }

    /** Keeps what was approved so that who has not yet can still join, although the policy has changed. */
    static void carry(Execution execution, long from, long to, Bytes proposal) {
        for (String operator : execution.operators()) {
            if (approves(execution, operator, from, proposal)) {
                approve(execution, operator, to, proposal);
            }
        }
    }

    private static boolean approves(Reading reading, String operator, long revision, Bytes proposal) {
        return APPROVALS
                .find(reading, operator)
                .filter(given -> given.get(Terms.REVISION) == revision
                        && given.get(PROPOSAL).equals(proposal))
                .isPresent();
    }
}
