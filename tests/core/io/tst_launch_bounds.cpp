// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a file contains, reading it comes to an end, with a scenario or a sentence.
#include "core/io/launch/launch.h"
#include "core/io/launch/shell.h"
#include "core/io/scenario/scenario_json.h"

#include <rapidcheck.h>

#include <QTest>

namespace {

using Words = std::vector<std::string>;

// What scripts are made of, whole and broken.
const Words kPieces = {
    "A=",         "B=(",       ")",       "$A",    "${A",    "}",    "${A[@]}", "${A:-x}", "$((",
    "))",         "$(",        "`",       "'",     "\"",     "\\",   "\n",      ";",       "&&",
    "||",         "|",         "&",       "if",    "then",   "else", "fi",      "for",     "in",
    "do",         "done",      "while",   "case",  "esac",   ";;",   "[",       "]",       "[[",
    "]]",         "==",        "-eq",     "{",     "f()",    "(",    "<<EOT\n", "EOT\n",   "<<<",
    ">",          "2>&1",      "#x",      " ",     " ",      "a",    "1",       "*",       "+=",
    "eval",       "set",       "--",      "shift", "$1",     "$@",   "bash -c", "export",  "${#A}",
    "declare -A", "${A//x/y}", "${A##*}", "${!A}", "read A", "let"};

// Of a command line of Megatron, with values that no run has.
const Words kArguments = {"--num-layers",
                          "--hidden-size",
                          "--num-attention-heads",
                          "--seq-length",
                          "--max-position-embeddings",
                          "--micro-batch-size",
                          "--global-batch-size",
                          "--tensor-model-parallel-size",
                          "--pipeline-model-parallel-size",
                          "--context-parallel-size",
                          "--expert-model-parallel-size",
                          "--num-experts",
                          "--num-layers-per-virtual-pipeline-stage",
                          "--decoder-first-pipeline-num-layers",
                          "--pipeline-model-parallel-layout",
                          "--moe-layer-freq",
                          "--ddp-bucket-size",
                          "--ddp-num-buckets",
                          "--zero-stage",
                          "--vocab-size",
                          "--bf16",
                          "--swiglu",
                          "--use-distributed-optimizer",
                          "--recompute-granularity full",
                          "--recompute-method block",
                          "--recompute-num-layers",
                          "--group-query-attention",
                          "--num-query-groups",
                          "--expert-tensor-parallel-size",
                          "--kv-channels"};
const Words kValues = {"0",
                       "1",
                       "2",
                       "3",
                       "8",
                       "-1",
                       "64",
                       "1e9",
                       "99999999999999999999",
                       "x",
                       "",
                       "9223372036854775807",
                       "E|t*3|L",
                       "[0]*3+[1]*5",
                       "((((",
                       "999999999"};

core::Scenario base()
{
    return core::scenarioFromJson(R"({"model": "gpt2-124m"})", "base").value();
}

class TestLaunchBounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyScriptComesToAnEnd();
    void anyArgumentsComeToAnEnd();
};

void TestLaunchBounds::anyScriptComesToAnEnd()
{
    QVERIFY(rc::check("scripts of pieces", [] {
        const Words pieces = *rc::gen::container<Words>(rc::gen::elementOf(kPieces));
        std::string script;
        for (const std::string &piece : pieces)
            script += piece + (*rc::gen::inRange(0, 3) == 0 ? "" : " ");
        const auto read = core::readShell({script, "run.sh"}, {{"A", "x y"}});
        const bool ends = read || read.error().message.starts_with("run.sh:");
        RC_ASSERT(ends);
    }));
}

void TestLaunchBounds::anyArgumentsComeToAnEnd()
{
    QVERIFY(rc::check("arguments of Megatron", [] {
        std::string line = "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 8 "
                           "--hidden-size 64 --num-attention-heads 8 --seq-length 64 "
                           "--max-position-embeddings 64 --micro-batch-size 1";
        for (const std::string &flag : *rc::gen::container<Words>(rc::gen::elementOf(kArguments)))
            line += ' ' + flag + ' ' + *rc::gen::elementOf(kValues);
        const core::LaunchOutcome outcome = core::readLaunch({line, "line"}, {}, base());
        const bool ends = outcome.reading || outcome.reading.error().message.starts_with("line:");
        RC_ASSERT(ends);
        RC_CLASSIFY(bool(outcome.reading), "read");
        const bool runs = !outcome.reading || core::validate(outcome.reading.value().scenario);
        RC_ASSERT(runs);
    }));
}

} // namespace

QTEST_APPLESS_MAIN(TestLaunchBounds)
#include "tst_launch_bounds.moc"
