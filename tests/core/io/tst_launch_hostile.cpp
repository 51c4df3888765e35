// SPDX-License-Identifier: GPL-3.0-or-later
// Files that ask for more than there is: each comes to its end, soon, with a sentence or a
// scenario.
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"

#include <QElapsedTimer>
#include <QTest>

namespace {

// Time that grows with the square of these sizes is minutes; a busy computer needs seconds.
constexpr int kSoon = 20'000; // milliseconds

core::Scenario base()
{
    return core::scenarioFromJson(R"({"model": "gpt2-124m"})", "base").value();
}

std::string times(int count, const std::string &text)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

// The text with every number sign replaced by 0, 1, 2, …
std::string counted(int count, const std::string &text)
{
    std::string all;
    for (int i = 0; i < count; ++i) {
        std::string one = text;
        for (std::size_t at = one.find('#'); at != std::string::npos; at = one.find('#'))
            one.replace(at, 1, std::to_string(i));
        all += one;
    }
    return all;
}

const std::string kSmall = "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 12 "
                           "--hidden-size 768 --num-attention-heads 12 --seq-length 1024 "
                           "--max-position-embeddings 1024 --micro-batch-size 4 ";

class TestLaunchHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsSoon_data();
    void endsSoon();
    void isRefusedWithItsReason_data();
    void isRefusedWithItsReason();
    void notesAndQuestionsAreNotMoreThanAnybodyReads();
};

void TestLaunchHostile::endsSoon_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    const auto add = [](const char *what, const char *name, const std::string &text) {
        QTest::newRow(what) << name << QByteArray::fromStdString(text);
    };
    const char *sh = "run.sh";
    add("brackets of indexes", sh, times(300'000, "a[\n") + kSmall);
    add("brackets in an array", sh, "A=( " + times(300'000, "[ ") + ")\n" + kSmall);
    add("many unset names in a word", sh, "A=" + counted(100'000, "$V#x") + '\n' + kSmall + "$A");
    add("long patterns", sh,
        "A=" + times(1900, "a") + "\nB='*" + times(950, "a") + "b'\n" +
            times(40'000, "[[ $A == $B ]]\n") + kSmall);
    add("long expressions", sh,
        "A=" + times(1900, "a") + "\n" + times(40'000, "[[ $A =~ a*a*a*b ]]\n") + kSmall);
    add("long cases", sh,
        "A=" + times(1900, "a") + "\nB='*" + times(950, "a") + "b'\n" +
            times(20'000, "case $A in $B) :;; esac\n") + kSmall);
    add("shells with many arguments", sh,
        "set -- " + times(200'000, "x ") + '\n' + times(60'000, "( : )\n") + kSmall);
    add("arrays again and again", sh,
        "A=( " + times(30'000, "x ") + ")\n" + times(60'000, ": \"${A[@]}\"\n") + kSmall);
    add("lengths again and again", sh,
        "A=( " + times(30'000, "x ") + ")\n" + times(60'000, ": ${#A[@]}\n") + kSmall);
    add("a long text as a number", sh,
        "X=" + times(900'000, "1") + '\n' + times(20'000, "((X))\n") + kSmall);
    add("variables of one command", sh,
        "A=( " + times(30'000, "x ") + ")\n" + times(60'000, "A=1 f\n") + kSmall);
    add("words that open brackets", sh, times(200'000, "$(") + kSmall);
    const char *yaml = "run.yaml";
    const std::string accelerate = "distributed_type: MULTI_GPU\nnum_processes: 8\n";
    add("keys that are nearly known", yaml,
        accelerate + counted(15'000, "fsdp_config_fsdp_sharding_strat#: 1\n"));
    const std::string nemo = "trainer:\n  devices: 8\nmodel:\n  tensor_model_parallel_size: 1\n";
    add("references to a section", yaml,
        nemo + "  big:\n" + counted(20'000, "    k#: 1\n") + "refs:\n" +
            counted(30'000, "  r#: ${model.big}\n"));
    add("references in a wide section", yaml,
        nemo + "refs:\n" + counted(40'000, "  r#: ${.zz}\n") + "  zz: 1\n");
}

void TestLaunchHostile::endsSoon()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QElapsedTimer timer;
    timer.start();
    const std::string bytes = text.toStdString();
    const std::string called = name.toStdString();
    const core::LaunchOutcome outcome = core::readLaunch({bytes, called}, {}, base());
    QVERIFY2(timer.elapsed() < kSoon, qPrintable(QString::number(timer.elapsed())));
    const bool ends = outcome.reading || outcome.reading.error().message.starts_with(called + ':');
    QVERIFY(ends);
    if (!outcome.reading)
        QVERIFY(outcome.reading.error().message.size() < 10'000);
}

void TestLaunchHostile::isRefusedWithItsReason_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const auto add = [](const char *what, const char *name, const std::string &text,
                        const char *reason) {
        QTest::newRow(what) << name << QByteArray::fromStdString(text) << QString::fromUtf8(reason);
    };
    const char *sh = "run.sh";
    const std::string most = "1000000000000000"; // 10^15
    add("the name of the script as a size", sh, kSmall + "--kv-channels ${00}", "when the script");
    add("a width that overflows", sh,
        "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers " + most + " --hidden-size " +
            most +
            " --num-attention-heads 8 --seq-length 8 --max-position-embeddings 8 "
            "--micro-batch-size 1",
        "hidden of the transformer");
    add("experts that overflow", sh,
        kSmall + "--num-experts " + most + " --moe-ffn-hidden-size " + most, "run.sh:1: ");
    add("a vocabulary that overflows", sh, kSmall + "--make-vocab-size-divisible-by " + most,
        "rows is more than is simulated");
    add("a stage below 0", sh,
        "cat > ds.json <<EOT\n{\"zero_optimization\": {\"stage\": -1}}\nEOT\n" + kSmall +
            "--deepspeed --deepspeed_config ds.json",
        "The ZeRO stage is -1");
    const char *toml = "run.toml";
    const std::string titan = "[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\n";
    add("tokens that overflow", toml,
        titan + "max_context_length = 1\nnum_tokens_per_microbatch_per_dp_rank = "
                "1125899906842624\n[parallelism]\nnum_pp_microbatches = 1000000000\n",
        "samples of a replica");
    add("brackets behind four marks", toml,
        titan + "x = [\"\"\"a\"\"\"\", " + times(100'000, "[") + "\n", "nested more than 64 deep");
    add("brackets behind five marks", toml,
        titan + "x = [\"\"\"a\"\"\"\"\", " + times(100'000, "[") + "\n", "nested more than 64");
    const char *yaml = "run.yaml";
    const std::string accelerate = "distributed_type: MULTI_GPU\nnum_processes: 8\n";
    add("aliases of a long text", yaml,
        accelerate + "a: &a " + times(200'000, "x") + "\nb: [" + times(100'000, "*a,") + "]\n",
        "run.yaml:4: Aliases unfold this to more than 50 MB");
    add("aliases of aliases", yaml,
        accelerate + "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                     "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                     "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
                     "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n",
        "more than a million values");
    add("nested lists", yaml, accelerate + "a: " + times(100'000, "[") + times(100'000, "]"),
        "run.yaml:3: Maps and lists are nested more than 64 deep");
    add("two documents", yaml, accelerate + "---\na: 1\n", "run.yaml:3: A second document");
    add("an open quotation mark", yaml, accelerate + "a: \"b\nc: d\n",
        "run.yaml:3: This is not YAML: a quotation mark is never closed");
}

void TestLaunchHostile::isRefusedWithItsReason()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const std::string bytes = text.toStdString();
    const std::string called = name.toStdString();
    const core::LaunchOutcome outcome = core::readLaunch({bytes, called}, {.devices = 8}, base());
    QVERIFY(!outcome.reading);
    const QString refusal = QString::fromStdString(outcome.reading.error().message);
    QVERIFY2(refusal.contains(reason), qPrintable(refusal));
    QVERIFY(refusal.startsWith(name + u':'));
}

void TestLaunchHostile::notesAndQuestionsAreNotMoreThanAnybodyReads()
{
    const std::string noted = counted(5'000, "source more#.sh\n") + kSmall;
    const core::LaunchOutcome told = core::readLaunch({noted, "run.sh"}, {}, base());
    QVERIFY(told.reading);
    QCOMPARE(told.reading.value().notes.size(), std::size_t(201)); // and that there are more
    const std::string open = kSmall + counted(5'000, "--kv-channels $V# ");
    const core::LaunchOutcome asked =
        core::readLaunch({open + "--ffn-hidden-size " + counted(500, "$W#"), "run.sh"}, {}, base());
    QVERIFY(!asked.reading);
    QVERIFY(asked.questions.size() <= 20);
}

} // namespace

QTEST_APPLESS_MAIN(TestLaunchHostile)
#include "tst_launch_hostile.moc"
