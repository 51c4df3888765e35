// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts are read to the words that bash hands to a program; bash itself is asked for them.
#include "core/io/launch/launcher.h"
#include "core/io/launch/shell.h"
#include "tests/core/io/shell_of_bash.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

namespace {

// Each ends in a command show, whose words are compared.
constexpr const char *kScripts[] = {
    "A=1\nshow $A ${A} \"$A$A\" '$A' \\$A",
    "A='x  y'; show $A \"$A\"",
    "A=; show $A \"$A\" end",
    "A=(--x 1 # a comment\n\n  --y '2 3')\nA+=(--z)\nshow ${A[@]} and \"${A[@]}\" ${#A[@]} ${A[1]}",
    "A=(1 2)\nA=(\"${A[@]}\" 3)\nshow ${A[@]} $A",
    "A=(a b)\nA=\"${A[@]} c\"\nshow $A",
    "A=\" \\\n  --x 1 \\\n  --y 2 \\\n \"\nshow $A",
    "A=\"--a\"; A=\"$A --b\"; A+=' --c'; show $A",
    "show $((3 * 4 + 10 / 3 - 7 % 4)) $((2 ** 10)) $(( (1 + 2) * 3 )) $((1 < 2 && 3 > 4))",
    "N=8; M=2; show $(($N*$M)) $((N*M)) $((N>4?N:M)) $((-N + 1)) $((1<<N))",
    "((N = 3 * 4)); ((N += 2)); ((N++)); show $N",
    "show ${A:-8} ${B-9} ${C:=4} $C",
    "A=5; show ${A:+set} ${A:-8} x${B:+set}x",
    "F=/a/b.c.d; show ${F##*/} ${F#*/} ${F%.*} ${F%%.*} ${F/b/X} ${F//./-} ${#F}",
    "V=hello; show ${V^^} ${V^} ${V:1:3} ${V: -2}",
    "N=V; V=7; show ${!N}",
    "declare -A M=([a]=1 [b]=2)\nM[c]=3\nshow ${M[a]} ${M[c]}",
    "A=2\nif [ $A -eq 1 ]; then B=x; elif [ \"$A\" = 2 ]; then B=y; else B=z; fi\nshow $B",
    "A=abc\nif [[ $A == a* && $A != b ]]; then B=yes; fi\n[[ $A =~ ^a.c$ ]] && C=yes\nshow $B $C",
    "A=3; [ $A -gt 2 ] && B=big || B=small; show $B",
    "[ -z \"$NONE\" ] && A=empty; [ -n \"$NONE\" ] || B=too; show $A $B",
    "A=b\ncase $A in\n a) B=1;;\n b|c) B=2;;\n *) B=3;;\nesac\nshow $B",
    "set -- one two three\nshow $1 $# ${@} \"$@\"",
    "set -- a b c; shift; show $1 $2 $#",
    "f() { X=$1; local Y=2; show $X $Y \"$@\"; }\nf 1 2 3",
    "C=\"--x 'a b' --y\"\neval \"show $C\"",
    "bash -c \"show 1 '2 3'\"",
    "C='--a 1'\nbash -c \"show $C 'x|y' \\\"q r\\\"\"",
    "A=x; bash -c \"A=$A; show \\$A\"",
    "show $(echo 1 2) \"$(echo 1  2)\" `echo 3` $(expr 2 + 3)",
    "(A=1; B=2)\nshow a$A b$B",
    "A=1 B=2\nexport C=3 D=\"4 5\"\nshow $A $B $C $D",
    "A='a' # no part of it\n# show never\nshow $A#b \"#c\"",
    "A=(1 2 3)\nshow ${A[@]:1} ${A[-1]} ${A[*]}",
    "cat > /dev/null <<EOT\n{ \"a\": \"$A\" }\nEOT\nshow after",
    "A=$'x'; B=\"a\\\"b\"; show $A $B a\\ b",
    "A=0; for X in p q; do A=$X; break; done; show $A",
    "for X in p q r; do A=\"$A $X\"; show $X; done; show $A",
    "for X in 1 2 3 4; do if [ $X -gt 2 ]; then break; fi; show $X; done; show end $X",
    "for X in 1 2 3; do [ $X = 2 ] && continue; show $X; done",
    "for X in 1 2; do for Y in a b; do [ $Y = b ] && break; show $X$Y; done; done",
    "for ((I = 0; I < 3; I++)); do show $((1 << I)); done; show $I",
    "for ((I=8; I>=2; I/=2)); do for X in $(seq 0 $I 16) $(seq 2); do show $X; done; done",
    "show $(seq 3 -1 1) $(seq 1 10000 | wc -l)",
    "A=(\"{1..2}\" {8,4}); for X in {1..3} {a,b} {4..3} {x} x{1..2 '{1,2}'; do show $X; done; show "
    "${A[@]}",
    "A=8; A=${A}x; show \"${A}y\" \"\" ''",
    "if ! false; then A=1; fi; true && B=2; show $A $B",
    "while false; do A=1; done; until true; do A=2; done; show x$A",
    "while true; do A=1; show $A; break; done",
    "R=0; until [ $R -ge 1 ]; do R=$((R + 1)); done; show $R",
    "I=0; while ((I < 3)); do show $I; ((I++)); done; show end $I",
    "I=8; M=1; until [[ $I -le ${M} ]]; do show $I; I=$((I / 2)); done; show $I",
    "I=1; while [ $I -le 9 ] && true; do I=$((I + 1)); [ $I = 3 ] && continue; show $I; if [ $I = "
    "5 ]; then break; fi; done",
    "for ((I = 3; I < 4; I++)); do A=$I; done; show $A",
    "set -- --x 1 --y 2\nwhile [ $# -gt 0 ]; do\n case $1 in\n  --x) X=$2; shift 2;;\n"
    "  --y) Y=$2; shift 2;;\n esac\ndone\nshow $X $Y $#",
    "show a{b c}d {x",
    "A=010; show $((A)) $((16#ff)) $((0x10))",
    "show 2>&1 a >/dev/null b",
    "A=1; unset A; show x$A${A-unset}",
    "B=$((  ${N:-4} / 2 )); show $B",
    "A=(); show \"${A[@]}\" end ${#A[@]}",
    "show $(echo -e 'a\\nb') $(echo -ne 'c\\td') $(echo -E 'e\\nf') $(echo -n g)",
    "A=\"$(cat <<EOT\nx y\nEOT\n)\"; show \"$A\"",
};

QString refusalOf(const std::string &script)
{
    const auto read = core::readShell({script, "run.sh"}, {});
    return read ? QString() : QString::fromStdString(read.error().message);
}

std::vector<core::LaunchedProgram> programsIn(const std::string &script)
{
    const core::LaunchFile file{script, "run.sh"};
    const auto read = core::readShell(file, {});
    const auto isTraining = [](std::string_view name, std::span<const core::ShellWord>) {
        return name == "train.py";
    };
    return core::launchedPrograms(read.value(), file, isTraining);
}

class TestLaunchShell : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreThoseOfBash_data();
    void wordsAreThoseOfBash();
    void wordsKnowTheirLines();
    void whatIsNotSetIsNamed();
    void whatIsNotWorkedOutIsUnknown_data();
    void whatIsNotWorkedOutIsUnknown();
    void nothingIsExecuted();
    void bombsAreRefused_data();
    void bombsAreRefused();
    void mistakesHaveTheirLine();
    void devicesOfLaunchers_data();
    void devicesOfLaunchers();
    void callsTellTrainingsApart();
};

void TestLaunchShell::wordsAreThoseOfBash_data()
{
    QTest::addColumn<QString>("script");
    for (const char *script : kScripts)
        QTest::newRow(script) << QString::fromUtf8(script);
}

void TestLaunchShell::wordsAreThoseOfBash()
{
    if (QStandardPaths::findExecutable(QStringLiteral("bash")).isEmpty())
        QSKIP("There is no bash to ask.");
    QFETCH(QString, script);
    QCOMPARE(wordsRead(script.toStdString()), wordsOfBash(script));
}

void TestLaunchShell::wordsKnowTheirLines()
{
    const auto read = core::readShell({"TP=8\nA=(\n  --x $TP\n)\nshow ${A[@]}\n", "run.sh"}, {});
    const auto &words = read.value().commands.front().words;
    QCOMPARE(words[1].line, 3);
    QCOMPARE(words[2].line, 1); // where the number stands
}

void TestLaunchShell::whatIsNotSetIsNamed()
{
    const auto read = core::readShell(
        {"N=$(hostname | wc -l)\nshow --a $GQA --b $(( $N * 2 )) --c $((X+1)) ${Y:-1}", "run.sh"},
        {{"Z", "1"}});
    const auto &words = read.value().commands.front().words;
    QCOMPARE(words[2].unset, std::vector<std::string>{"GQA"});
    QCOMPARE(words[4].unset, std::vector<std::string>{"N"});
    QCOMPARE(words[6].unset, std::vector<std::string>{"X"});
    QVERIFY(words[7].unset.empty());
    // What is given stands in for what only a run would tell.
    const auto given = core::readShell({"N=$(hostname | wc -l)\nshow $N $1", "run.sh"},
                                       {{"N", "4"}, {"1", "out"}});
    QCOMPARE(given.value().commands.front().words[1].text, std::string("4"));
    QCOMPARE(given.value().commands.front().words[2].text, std::string("out"));
}

void TestLaunchShell::whatIsNotWorkedOutIsUnknown_data()
{
    QTest::addColumn<QString>("script");
    for (const char *script : {
             "show $(echo -e 'a\\na' | uniq -c | wc -l)",
             "show $(echo -e 'a\\na' | uniq -d)",
             "show $(echo -e 'a 2\\nb 1' | sort -u -k2)",
             "show $(seq 5 0 1)",
             "show $(seq 1 10001 | wc -l)",
             "show $(seq 1 9223372036854775807 2)",
         })
        QTest::newRow(script) << QString::fromUtf8(script);
}

// Better than a number that is not the one that bash would write.
void TestLaunchShell::whatIsNotWorkedOutIsUnknown()
{
    QFETCH(QString, script);
    const auto read = core::readShell({script.toStdString(), "run.sh"}, {});
    QVERIFY(read.value().commands.back().words[1].unknown);
}

void TestLaunchShell::nothingIsExecuted()
{
    const QString path = QDir::temp().filePath(QStringLiteral("parallarium-was-run"));
    QFile::remove(path);
    const std::string touch = "touch " + path.toStdString();
    for (const std::string &script :
         {touch, "A=$(" + touch + ")", "A=`" + touch + "`", "eval \"" + touch + "\"",
          "bash -c '" + touch + "'", "echo x > " + path.toStdString(),
          "cat > " + path.toStdString() + " <<E\nE\n", "trap '" + touch + "' EXIT"})
        (void)core::readShell({script, "run.sh"}, {});
    QVERIFY(!QFile::exists(path));
}

void TestLaunchShell::bombsAreRefused_data()
{
    QTest::addColumn<QString>("script");
    QString doubling = QStringLiteral("A=xxxxxxxx\n");
    for (int i = 0; i < 64; ++i)
        doubling += QStringLiteral("A=$A$A\n");
    QTest::newRow("doubling") << doubling;
    QString calls = QStringLiteral("f0() { A=1; }\n");
    for (int i = 1; i < 15; ++i)
        calls += QStringLiteral("f%1() { f%2; f%2; f%2; f%2; f%2; }\n").arg(i).arg(i - 1);
    QTest::newRow("functions") << calls + QStringLiteral("f14\n");
    QTest::newRow("brackets") << QString(200'000, u'(');
    QTest::newRow("functions in functions") << QStringLiteral("a() ").repeated(100'000);
}

void TestLaunchShell::bombsAreRefused()
{
    QFETCH(QString, script);
    QVERIFY(!refusalOf(script.toStdString()).isEmpty());
}

void TestLaunchShell::mistakesHaveTheirLine()
{
    QVERIFY(refusalOf("A=1\nB='x\n").startsWith(QStringLiteral("run.sh:2: ")));
    QVERIFY(refusalOf("if true; then\nA=1\n").startsWith(QStringLiteral("run.sh:")));
    QVERIFY(refusalOf("A=1\nfi\n").startsWith(QStringLiteral("run.sh:2: ")));
    QVERIFY(refusalOf("A=( 1\n2\n").startsWith(QStringLiteral("run.sh:")));
}

void TestLaunchShell::devicesOfLaunchers_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("devices"); // 0: not known
    QTest::addColumn<int>("ofNode");
    QTest::newRow("torchrun") << "torchrun --nnodes 4 --nproc_per_node=8 train.py" << 32 << 8;
    QTest::newRow("one node") << "torchrun --nproc-per-node 4 train.py" << 4 << 4;
    QTest::newRow("elastic") << "torchrun --nnodes 2:4 --nproc_per_node 8 train.py" << 32 << 8;
    QTest::newRow("auto") << "torchrun --nnodes 2 --nproc_per_node auto train.py" << 0 << 0;
    QTest::newRow("sbatch") << "#SBATCH --nodes=3\n#SBATCH --gpus-per-node=4\nsrun python train.py"
                            << 12 << 4;
    QTest::newRow("tasks") << "#SBATCH -N 2\n#SBATCH --ntasks-per-node=8 # each a card\nsrun -l "
                              "bash -c \"python train.py\""
                           << 16 << 8;
    QTest::newRow("cards by name")
        << "#SBATCH --nodes=2\n#SBATCH --ntasks-per-node=1\n#SBATCH --gres=gpu:a100:4\n"
           "srun bash -c 'python train.py'"
        << 8 << 4;
    QTest::newRow("of srun") << "srun -N4 --gpus-per-node=8 python train.py" << 32 << 8;
    QTest::newRow("an option without its value")
        << "srun -N2 --gpus-per-node=8 --cpus-per-task $NONE --wait 60 python train.py" << 16 << 8;
    QTest::newRow("a job that is written")
        << "cat > job <<E\n#SBATCH --nodes=$N\n#SBATCH --gpus-per-node=8\nE\n"
           "srun -N 2 --gpus-per-node 4 python train.py"
        << 8 << 4;
    QTest::newRow("nodes of Slurm")
        << "#SBATCH --nodes=6\ntorchrun --nnodes $SLURM_NNODES --nproc_per_node 8 train.py" << 48
        << 8;
    QTest::newRow("mpirun") << "mpirun -np 64 -npernode 8 python train.py" << 64 << 8;
    QTest::newRow("deepspeed") << "deepspeed --num_nodes 2 --num_gpus 8 train.py" << 16 << 8;
    QTest::newRow("cards of deepspeed")
        << "deepspeed --include localhost:0,1,2,5 --master_port 1 train.py" << 4 << 0;
    QTest::newRow("cards of hosts") << "deepspeed --include a:0,1@b:0,1,2 train.py" << 5 << 0;
    QTest::newRow("cards behind a sign")
        << "deepspeed --include=\"a:0,1,2,3@b:4,5,6,7\" train.py" << 8 << 4;
    QTest::newRow("hosts of a list")
        << "cat <<EOT > hosts\na slots=8 # first\nb slots=8\n\nc slots=8\nEOT\n"
           "deepspeed --hostfile hosts train.py"
        << 24 << 8;
    QTest::newRow("some hosts of a list")
        << "cat <<EOT > hosts\na slots=8\nb slots=8\nc slots=8\nEOT\n"
           "deepspeed --hostfile=hosts --include a@c:0,1,2,3,4,5,6,7 train.py"
        << 16 << 8;
    QTest::newRow("others of a list") << "cat <<EOT > hosts\na slots=8\nb slots=8\nc slots=8\nEOT\n"
                                         "deepspeed -H hosts --exclude b@a:7 train.py"
                                      << 15 << 0;
    QTest::newRow("first of a list")
        << "cat <<EOT > hosts\na slots=8\nb slots=8\nc slots=8\nEOT\n"
           "deepspeed --hostfile hosts --num_nodes 2 --num_gpus=4 train.py"
        << 8 << 4;
    QTest::newRow("hosts without a list") << "deepspeed --include a@b train.py" << 0 << 0;
    QTest::newRow("cards of one node") << "deepspeed --num_gpus=4 train.py" << 4 << 4;
    QTest::newRow("visible cards")
        << "CUDA_VISIBLE_DEVICES=0,1,2,5 deepspeed --master_port 1 train.py" << 4 << 0;
    QTest::newRow("visible cards of a script")
        << "export CUDA_VISIBLE_DEVICES=0,1\naccelerate launch train.py" << 2 << 0;
    QTest::newRow("cards that one process sees")
        << "CUDA_VISIBLE_DEVICES=0,1 python train.py" << 0 << 0;
    QTest::newRow("visible cards of each node")
        << "#SBATCH --nodes=4\n#SBATCH --gpus-per-node=8\nexport CUDA_VISIBLE_DEVICES=0,1,2,3\n"
           "srun accelerate launch train.py"
        << 16 << 4;
    QTest::newRow("no list") << "deepspeed --hostfile elsewhere train.py" << 0 << 0;
    QTest::newRow("mpiexec") << "mpiexec -n 64 -ppn 4 python train.py" << 64 << 4;
    QTest::newRow("all cards of Slurm")
        << "#SBATCH --nodes=4\n#SBATCH --gpus=a100:32\nsrun python train.py" << 32 << 8;
    QTest::newRow("variables") << "NNODES=2\nGPUS_PER_NODE=8\npython train.py" << 16 << 8;
    // Of a launcher for each node, and one of each node that it starts, the inner one counts.
    const char *slurm = "#SBATCH -N 8 --gpus-per-node=8\n";
    const char *pbs = "#PBS -l select=8:ngpus=8\n";
    const auto ofNodes = [](const char *job, const char *outer, const char *inner) {
        const QString script =
            QString::fromUtf8("%1%2 %3 train.py").arg(QString::fromUtf8(job), outer, inner);
        QTest::newRow(qPrintable(script)) << script << 64 << 8;
    };
    for (const char *outer : {"srun -n 8", "srun -N 8 -n8 -l", "srun",
                              "srun --ntasks 8 "
                              "--ntasks-per-node 1"}) {
        for (const char *inner :
             {"torchrun --nnodes 8 --nproc_per_node 8", "torchrun --nproc-per-node gpu",
              "python -m torch.distributed.run --nproc_per_node 8",
              "singularity exec --nv img.sif torchrun --nnodes 8 --nproc_per_node 8",
              "accelerate launch --num_machines 8 --num_processes 64"})
            ofNodes(slurm, outer, inner);
    }
    for (const char *outer : {"mpiexec -n 8 -ppn 1", "mpirun -np 8 --map-by ppr:1:node",
                              "mpirun -n 8 -N 1", "mpiexec --np 8 --ppn 1"}) {
        for (const char *inner :
             {"torchrun --nnodes 8 --nproc_per_node 8", "torchrun --nproc_per_node=gpu",
              "deepspeed --num_gpus 8", "bash -c 'torchrun --nproc_per_node 8 train.py' #"})
            ofNodes(pbs, outer, inner);
    }
    QTest::newRow("nodes") << "mpirun -np 4 deepspeed --num_gpus 8 train.py" << 32 << 8;
    QTest::newRow("tasks that are nodes")
        << "#SBATCH -n 4 --gpus-per-node=8\nsrun torchrun --nproc_per_node gpu train.py" << 32 << 8;
    QTest::newRow("fewer than the job has")
        << "#SBATCH -N 8\nsrun -N 2 torchrun --nproc_per_node 4 train.py" << 8 << 4;
    QTest::newRow("a launcher on each node")
        << "for I in 0 1 2 3; do\nsrun -w node$I torchrun --nnodes 4 --nproc_per_node 8 "
           "--node_rank $I train.py &\ndone"
        << 32 << 8;
    QTest::newRow("tasks on nodes of the job")
        << "#SBATCH -N 4 --gpus-per-node=8\nsrun -n 32 --gpus-per-task=1 train.py" << 32 << 8;
    QTest::newRow("devices of tasks") << "srun -N 8 -n 32 --gpus-per-task=1 train.py" << 32 << 4;
    QTest::newRow("Flux") << "flux run -N 8 -n 32 -g 1 python train.py" << 32 << 4;
    QTest::newRow("a job of Flux")
        << "#flux: -N 4 --gpus-per-node=8\nflux run -n 4 torchrun train.py" << 32 << 8;
    QTest::newRow("one node of PBS")
        << "#PBS -l ngpus=8\ntorchrun --standalone --nproc_per_node=gpu train.py" << 8 << 8;
    QTest::newRow("no number") << "#SBATCH --nodes=your_nodes\nsrun python train.py" << 0 << 0;
}

void TestLaunchShell::devicesOfLaunchers()
{
    QFETCH(QString, script);
    QFETCH(int, devices);
    QFETCH(int, ofNode);
    const auto found = programsIn(script.toStdString());
    QCOMPARE(found.size(), std::size_t{1});
    const core::LaunchedProgram &program = found.front();
    QCOMPARE(program.program, std::string("train.py"));
    QCOMPARE(program.devices ? program.devices->count : 0, std::int64_t(devices));
    QCOMPARE(program.devicesPerNode ? program.devicesPerNode->count : 0, std::int64_t(ofNode));
    if (script.contains(QStringLiteral("your_nodes")))
        QCOMPARE(program.wrongCount->text, std::string("--nodes=your_nodes"));
}

void TestLaunchShell::callsTellTrainingsApart()
{
    const auto found = programsIn("run() { torchrun --nproc_per_node $1 train.py --b $2; }\n"
                                  "main() { run 2 4; for N in 4 8; do run $N 1; done; }\nmain\n");
    QStringList turns;
    for (const core::LaunchedProgram &program : found)
        turns.append(QString::fromStdString(program.turn));
    QCOMPARE(turns, QStringList({QStringLiteral("run 2 4"), QStringLiteral("N=4, run 4 1"),
                                 QStringLiteral("N=8, run 8 1")}));
}

} // namespace

QTEST_APPLESS_MAIN(TestLaunchShell)
#include "tst_launch_shell.moc"
