package org.quoin.ledger.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Why the ledger does not apply a transaction, in the order in which it looks: the first that holds is the one reported. */
public enum LedgerFailure {
    /** Refused: no bytes of a signed transaction. */
    MALFORMED_TRANSACTION("The bytes cannot be read: {reason}. Encode and sign the transaction again.", text("reason")),
    /** Refused: a failed disk or another fault has stopped the ledger, or it was closed. */
    LEDGER_STOPPED("The ledger takes no transactions because {reason}: restart the node.", text("reason")),
    /** Refused: the disk is full, or so nearly that the ledger keeps the rest for what is under way. */
    DISK_FULL(
            "The disk of the ledger is almost full: free at least {missing} MiB there and submit again.",
            number("missing")),
    /** Refused: signed for another chain. */
    WRONG_CHAIN(
            "The transaction is for the chain {actual}, this is {expected}: sign it again for this chain.",
            new Field("actual", FieldType.hash()),
            new Field("expected", FieldType.hash())),
    /** Refused: its time is over. */
    EXPIRED(
            "The transaction was valid until {validUntil} and it is {time} now: sign it again with a later limit.",
            new Field("validUntil", FieldType.time()),
            new Field("time", FieldType.time())),
    /** Refused: valid for longer than receipts are certain to be kept. */
    VALIDITY_TOO_LONG(
            "The transaction is valid until {validUntil}, the latest allowed is {latest}: sign it again with an"
                    + " earlier limit.",
            new Field("validUntil", FieldType.time()),
            new Field("latest", FieldType.time())),
    /** Refused: operators have not granted the host whose ledger this is what it wants to use. */
    HOST_NOT_GRANTED(
            "The bundle {host} may not use {capability}: ask the operators to grant it (module:grant).",
            text("host"),
            text("capability")),
    /** Refused: the host has submitted as much as it may for now. */
    HOST_QUOTA_EXCEEDED(
            "The bundle {host} may submit {limit} {unit} in a minute, and has: submit again at {retryAt}.",
            text("host"),
            number("limit"),
            text("unit"),
            new Field("retryAt", FieldType.time())),
    /** Refused: the signature is not the key's for these bytes. */
    BAD_SIGNATURE(
            "The signature does not fit the transaction and its key: sign it again as {account}.", account("account")),
    /** Refused as a signer, rejected as a party. */
    UNKNOWN_ACCOUNT(
            "There is no account {account}: check the name, or create it with ledger:account-create {account}.",
            account("account")),
    /** Refused: the key is not, or no longer, one of the account's. */
    KEY_NOT_AUTHORISED(
            "The key {key} does not belong to {account}: sign with a key of that account.",
            account("account"),
            new Field("key", FieldType.key())),
    /** Refused: a transaction with this nonce was ordered, or waits to be. */
    NONCE_USED(
            "The sequence number {sequence} in lane {lane} of {account} is used already: sign again with {next}.",
            account("account"),
            number("lane"),
            number("sequence"),
            number("next")),
    /** Refused: a nonce before this one is missing. */
    NONCE_GAP(
            "The sequence number {sequence} in lane {lane} of {account} leaves a gap: sign again with {next}.",
            account("account"),
            number("lane"),
            number("sequence"),
            number("next")),
    /** Refused: the signer has put another transaction in its place, which offers more. */
    REPLACED(
            "The transaction {by} of the same sequence number offers more and has taken its place: follow that one.",
            new Field("by", FieldType.hash())),
    /** Refused: what has its nonce and still waits can be replaced by what offers a tenth more. */
    REPLACEMENT_UNDERPRICED(
            "Another transaction with its sequence number waits: to replace it, sign again with a limit of at least {limit}"
                    + " {asset} and a tip of at least {tip} {asset} per gas.",
            new Field("asset", FieldType.asset()),
            new Field("limit", FieldType.amountOf("asset")),
            new Field("tip", FieldType.amountOf("asset"))),
    /** Refused: others wait who offer more, and there is no room for all. */
    OUTBID(
            "More waits than there is room for, and it offers the lowest tip: sign it again with a higher tip, or later."),
    /** Refused: sponsors answer for so many at once of one signer. */
    TOO_MANY_SPONSORED(
            "{account} has {limit} sponsored transactions waiting, and no more can: submit again once some are ordered.",
            account("account"),
            number("limit")),
    /** Refused at the door, rejected in a block: executing it costs more than it offers. */
    FEE_LIMIT_TOO_LOW(
            "The transaction offers a fee of at most {limit} {asset} and needs {needed} {asset}: sign it again with a"
                    + " higher limit.",
            new Field("asset", FieldType.asset()),
            new Field("limit", FieldType.amountOf("asset")),
            new Field("needed", FieldType.amountOf("asset"))),
    /** Refused at the door, rejected in a block: the fee that it offers is not there. */
    CANNOT_PAY_FEE(
            "{account} has {available} {asset} for a fee of up to {needed} {asset}: lower the limit, send {account} more, or"
                    + " name a sponsor.",
            account("account"),
            new Field("asset", FieldType.asset()),
            new Field("available", FieldType.amountOf("asset")),
            new Field("needed", FieldType.amountOf("asset"))),
    /** Rejected: layer 2 is for the operations of certain capabilities. */
    NOT_LAYER_2(
            "The operations of {capability} are not of layer 2 here: sign the transaction again without that.",
            text("capability")),
    /** Rejected: nobody prices transactions, so nobody pays for them either. */
    NO_FEE_POLICY(
            "The ledger has no fee policy, so a sponsor or layer 2 means nothing: sign the transaction again without."),
    /** Rejected: without a fee policy accounts cost nothing, so not any number can be created. */
    TOO_MANY_ACCOUNTS(
            "Too many accounts were created lately: try again at {retryAt}, or ask an operator to create it.",
            new Field("retryAt", FieldType.time())),
    /** Refused: nobody can see the state after that block here, or not yet. */
    HEIGHT_NOT_KEPT(
            "The state after block {height} cannot be seen: ask for that after one of the blocks {oldest} to {newest}.",
            number("height"),
            number("oldest"),
            number("newest")),
    /** Rejected: no rules of that name are active. */
    MODULE_NOT_ACTIVE("No version of {capability} is active: deploy it, then submit again.", text("capability")),
    /** Refused: the active rules have no such query. */
    UNKNOWN_QUERY(
            "{capability} does not answer the query '{query}' with schema {schema}: use one that it describes.",
            text("capability"),
            text("query"),
            number("schema")),
    /** Refused: the query's bytes do not follow its schema. */
    MALFORMED_QUERY(
            "The query '{query}' cannot be read: {reason}. Encode it again by its description.",
            text("query"),
            text("reason")),
    /** Rejected: the active rules do not accept that operation with that schema. */
    UNKNOWN_OPERATION(
            "{capability} does not accept the operation '{operation}' with schema {schema}: use one that it describes.",
            text("capability"),
            text("operation"),
            number("schema")),
    /** Rejected: the operation's bytes do not follow its schema. */
    MALFORMED_OPERATION(
            "The operation '{operation}' cannot be read: {reason}. Encode it again by its description.",
            text("operation"),
            text("reason")),
    /** Rejected: the signer has no power over the account. */
    NOT_AUTHORISED(
            "{signer} cannot dispose of what belongs to {account}: sign as {account}.",
            account("signer"),
            account("account")),
    /** Rejected: no such asset. */
    UNKNOWN_ASSET(
            "There is no asset {asset}: ledger:assets lists those that exist.", new Field("asset", FieldType.asset())),
    /** Rejected: the name is taken. */
    ACCOUNT_EXISTS("There is an account {account} already: choose another name.", account("account")),
    /** Rejected: an account has at least one key, and none of them twice. */
    INVALID_KEYS(
            "{account} cannot have these {count} keys: name 1 to 16, each once.", account("account"), number("count")),
    /** Rejected: somebody without the private key could sign for it. */
    UNSOUND_KEY("The key {key} is not safe to use: make a new one.", new Field("key", FieldType.key())),
    /** Rejected: the symbol is taken. */
    ASSET_EXISTS("There is an asset {asset} already: choose another symbol.", new Field("asset", FieldType.asset())),
    /** Rejected: nothing to move or to create. */
    ZERO_AMOUNT("The amount is zero: give one of at least a unit in the last decimal place."),
    /** Rejected: less there than is to be moved. */
    INSUFFICIENT_BALANCE(
            "{account} has {available} {asset} and {needed} {asset} are needed: lower the amount or send {account}"
                    + " more.",
            account("account"),
            new Field("asset", FieldType.asset()),
            new Field("available", FieldType.amountOf("asset")),
            new Field("needed", FieldType.amountOf("asset"))),
    /** Rejected: rules wanted more than the operation declared. */
    SPENDING_LIMIT_EXCEEDED(
            "{capability} needs {needed} {asset} of {account} and the operation allows {limit} {asset}: sign it again"
                    + " with a higher limit.",
            text("capability"),
            account("account"),
            new Field("asset", FieldType.asset()),
            new Field("needed", FieldType.amountOf("asset")),
            new Field("limit", FieldType.amountOf("asset"))),
    /** Rejected: only an operator changes which rules are active. */
    NOT_AN_OPERATOR("{signer} is no operator of this chain: sign as one.", account("signer")),
    /** Rejected: the rules are not those of the hash, or not the rules of a module at all. */
    INVALID_RULES("The rules cannot be activated: {reason}. Build the rules jar again.", text("reason")),
    /** Rejected: the ledger never had the rules of that hash. */
    UNKNOWN_RULES(
            "The ledger has no rules with the hash {sha256}: send the rules jar with the activation.",
            new Field("sha256", FieldType.hash())),
    /** Rejected: nothing would change. */
    ALREADY_ACTIVE(
            "{capability} {version} is active already: module:list shows it.", text("capability"), text("version")),
    /** Rejected: a capability that waits for what it called would have been called, and seen half of what it does. */
    REENTRANT_CALL(
            "{capability} cannot be called by what it called itself: ask the author of what you used to call it another way.",
            text("capability")),
    /** Rejected: rules call rules that call rules, and so on. */
    TOO_MANY_CALLS(
            "{capability} cannot be called at the end of so many calls within calls: ask the author of what you used for fewer.",
            text("capability")),
    /** Rejected: the rules computed for longer than a transaction may take. */
    OUT_OF_GAS(
            "'{operation}' of {capability} used up all of the gas, {limit}, and what it did was discarded: do less in one"
                    + " transaction.",
            text("operation"),
            text("capability"),
            number("limit")),
    /** Rejected: a block is before the one that would be the first. */
    INVALID_HEIGHT(
            "Nothing can become active in block {height}, because block {next} comes next: name a later one.",
            number("height"),
            number("next")),
    /** Rejected: another activation of the capability is due. */
    ALREADY_SCHEDULED(
            "{capability} {version} becomes active in block {height}: cancel that first (module:cancel {capability}).",
            text("capability"),
            text("version"),
            number("height")),
    /** Rejected: no activation of these rules is due. */
    NOT_SCHEDULED(
            "No activation of the rules {sha256} is due: module:list shows those that are.",
            new Field("sha256", FieldType.hash())),
    /** Rejected: there are rows in a form that the rules do not know. */
    STATE_TOO_NEW(
            "{capability} {version} cannot read the rows of {table}, which newer rules have written: activate a version that"
                    + " can.",
            text("capability"),
            text("version"),
            text("table")),
    /** Rejected: at most one active capability can be what the rules are. */
    ROLE_TAKEN(
            "{capability} would be the {role} beside {holder}, and there can be one: deactivate {holder} first.",
            text("capability"),
            text("role"),
            text("holder")),
    /** Rejected: the agreements of the rules were moved away, because they are faulty. */
    RULES_WITHDRAWN(
            "Agreements were moved away from {capability} {version}, so it does not become active again: activate another"
                    + " version.",
            text("capability"),
            text("version")),
    /** Rejected: agreements move from rules that are not active to others of the same capability. */
    NOT_MOVABLE(
            "The agreements of {capability} {version} cannot be moved like that: activate another version first, and name"
                    + " rules of the same capability to move them to.",
            text("capability"),
            text("version")),
    /** Rejected: an operator counts once. */
    ALREADY_APPROVED(
            "{signer} has signed this before: it takes {needed} operators, and {approvals} have signed.",
            account("signer"),
            number("approvals"),
            number("needed")),
    /** Rejected: what is to be granted to a host makes no sense. */
    INVALID_GRANT("The grant cannot be recorded, because {reason}: correct it and sign it again.", text("reason")),
    /** Rejected: nothing would change. */
    ALREADY_GRANTED("{host} has this grant already: module:grants shows it.", text("host")),
    /** Rejected: there is nothing to revoke. */
    NOTHING_GRANTED("{host} has no grant of its own: module:grants shows who has one.", text("host")),
    /** Rejected: genesis does not say that the chain is for development. */
    NOT_DEVELOPMENT(
            "'{operation}' is for development chains, and this is none: start one with quoin dev.", text("operation")),
    /** Rejected: there is nothing to end. */
    NOT_IMPERSONATED("Nobody impersonates {account}: begin it with dev:impersonate {account}.", account("account")),
    /** Rejected: the rules did something that no rules may do. */
    MODULE_FAULT(
            "{capability} {version} failed in '{operation}' and what it did was discarded: tell its author; the node's log"
                    + " says more.",
            text("capability"),
            text("version"),
            text("operation")),
    /** Rejected: the outcome would have broken what must always hold. */
    INVARIANT_BREACHED(
            "The outcome would have broken a rule that always holds ({invariant}) and was discarded: tell the"
                    + " operator.",
            text("invariant"));

    private static final int MAX_TEXT = 256;

    private final FailureType type;

    LedgerFailure(String template, Field... values) {
        type = new FailureType(name(), template, Schema.of(values));
    }

    /** The code, the message and the values that it carries. */
    public FailureType type() {
        return type;
    }

    /** As it is reported; its values hold no amounts. */
    public Failure failure(Values values) {
        return type.toFailure(values, asset -> Optional.empty());
    }

    /** All of them, in the order of their precedence. */
    public static List<FailureType> types() {
        return Arrays.stream(values()).map(LedgerFailure::type).toList();
    }

    private static Field account(String name) {
        return new Field(name, FieldType.account());
    }

    private static Field number(String name) {
        return new Field(name, FieldType.number(Long.MAX_VALUE));
    }

    private static Field text(String name) {
        return new Field(name, FieldType.text(MAX_TEXT));
    }
}
