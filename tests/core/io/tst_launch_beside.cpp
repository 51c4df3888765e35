// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts that leave a part of themselves to other files: what they come to is what the same lines
// come to in one file, which is what bash makes of source, and Slurm of a job of its own.
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

const std::string kSizes = "MODEL=\"--num-layers 8 --hidden-size 512 --num-attention-heads 8 "
                           "--seq-length 1024 --max-position-embeddings 1024\"\n"
                           "BATCH=\"--micro-batch-size 2 --global-batch-size $((16 * $N))\"\n"
                           "export TP=2\n";
const std::string kStart = "torchrun --nproc_per_node 8 pretrain_gpt.py $MODEL $BATCH "
                           "--tensor-model-parallel-size $TP\n";

} // namespace

class TestLaunchBeside : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sourcedLinesCountAsOwn_data();
    void sourcedLinesCountAsOwn();
    void aScriptWithoutArgumentsIsKnownByWhatItReads();
    void jobsInOtherFilesAreFollowed();
    void jobsAskForWhatIsInThemAlone_data();
    void jobsAskForWhatIsInThemAlone();
    void slurmSetsItsVariablesForAJob_data();
    void slurmSetsItsVariablesForAJob();
    void scriptsTakeTheirArguments();
    void variablesComeFromAFileBeside_data();
    void variablesComeFromAFileBeside();
    void whatIsNotThereIsTold();
    void argumentsInOneTextAreTakenApart();
    void filesGrowByAppending();
    void longFilesGrowLineByLine();
    void filesAreLookedAtOnceHoweverOftenTheyAreNamed();
    void scriptsThatReadThemselvesEnd();
    void aScriptThatIsNotReadIsNamedWhereItIsMissed();
    void whatIsToBeFilledInIsOneWord();
    void whatAScriptHandsOnToIsNamed();
};

void TestLaunchBeside::sourcedLinesCountAsOwn_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line :
         {". ./env.sh", "source env.sh", "source \"$(dirname \"$0\")/env.sh\"", ". `pwd`/env.sh",
          "HERE=$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" && pwd)\nsource $HERE/env.sh",
          "source ${SCRIPT_DIR}/env.sh", "[ -n \"x\" ] && . env.sh"})
        QTest::newRow(line) << line;
}

void TestLaunchBeside::sourcedLinesCountAsOwn()
{
    QFETCH(QString, line);
    const core::LaunchReading whole = readingOf("N=4\n" + kSizes + kStart);
    const core::LaunchOutcome outcome = outcomeWith("N=4\n" + line.toStdString() + "\n" + kStart,
                                                    {{"env.sh", kSizes + "# --num-layers\n"}});
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    QCOMPARE(core::scenarioToJson(outcome.reading.value().scenario),
             core::scenarioToJson(whole.scenario));
    QVERIFY(tells(outcome.reading.value(), "env.sh lies beside it and is read, too."));
}

// examples/academic_paper_scripts/sc21 of Megatron-LM: run_figure_13.sh reads CONFIG.sh and
// SBATCH.sh, which gives SRUN.sh to Slurm; 8 nodes with 8 tasks each, tensor 64 / pipeline 2.
void TestLaunchBeside::aScriptWithoutArgumentsIsKnownByWhatItReads()
{
    const Files beside = {
        {"CONFIG.sh", ": \"${MEGATRON_CODE_DIR:?Set it}\"\n"
                      "export MEGATRON_PARAMS=\" ${MEGATRON_EXTRA_PARAMS} \\\n"
                      "\t--tensor-model-parallel-size ${TP} \\\n"
                      "\t--pipeline-model-parallel-size ${PP} --micro-batch-size ${MBS} \\\n"
                      "\t--global-batch-size ${GBS} --num-layers ${NLS} --hidden-size ${HS} \\\n"
                      "\t--num-attention-heads ${NAH} --DDP-impl ${DDP} --seq-length 2048 \\\n"
                      "\t--max-position-embeddings 2048 --fp16 \"\n"},
        {"SBATCH.sh", "sbatch --job-name=${JOB_NAME} --nodes=${NNODES} \\\n"
                      "    --export=MEGATRON_CODE_DIR,MEGATRON_PARAMS SRUN.sh\nexit 0\n"},
        {"SRUN.sh", "#!/bin/bash\n#SBATCH -t 0:30:00 --overcommit --ntasks-per-node=8\n"
                    "CMD=\"python -u ${MEGATRON_CODE_DIR}/pretrain_gpt.py ${MEGATRON_PARAMS}\"\n"
                    "srun -l --container-image \"nvcr.io#nvidia/pytorch:20.12-py3\" "
                    "sh -c \"${CMD}\"\n"}};
    const core::LaunchOutcome outcome = outcomeWith(
        "#!/bin/bash\nPP=2\nGBS=32\nTP=$((64/PP))\nMBS=1\nNLS=32\nHS=20480\nNAH=128\nDDP=local\n"
        "MEGATRON_EXTRA_PARAMS=\"--activations-checkpoint-method uniform \"\nNNODES=8\n"
        ". `pwd`/CONFIG.sh\n. `pwd`/SBATCH.sh\nexit 0\n",
        beside);
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.cluster.devices, 64);
    QCOMPARE(scenario.cluster.devicesPerNode, 8);
    QCOMPARE(scenario.parallel.tensor, 32);
    QCOMPARE(scenario.parallel.pipeline, 2);
    QCOMPARE(scenario.parallel.data, 1);
    QCOMPARE(core::microBatchCount(scenario), std::int64_t(32));
    QCOMPARE(scenario.training.recompute, core::Recompute::Full);
    QVERIFY(!scenario.model.transformer()->flashAttention); // before Transformer Engine
}

void TestLaunchBeside::jobsInOtherFilesAreFollowed()
{
    // An option of sbatch goes before the directive of the job.
    const core::LaunchOutcome outcome = outcomeWith(
        "#!/bin/bash\nN=1\nsbatch --nodes 4 jobs/job.slurm 3\n",
        {{"jobs/job.slurm", "#!/bin/bash\n#SBATCH --nodes=2\n#SBATCH --gpus-per-node=4\n" + kSizes +
                                "srun python pretrain_gpt.py $MODEL $BATCH "
                                "--tensor-model-parallel-size $TP\n"}});
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    QCOMPARE(outcome.reading.value().scenario.cluster.devices, 16);
    QCOMPARE(outcome.reading.value().scenario.parallel.data, 8);
}

// By sbatch(1): options of the command line, then directives of its own file, and of no other.
void TestLaunchBeside::jobsAskForWhatIsInThemAlone_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("devices"); // 0: refused
    const QString large = QStringLiteral("#SBATCH --nodes=8\n#SBATCH --gpus-per-node=8\n");
    QTest::newRow("another job beside it")
        << large + QStringLiteral("sbatch small.sh\nbash start.sh\n") << 64;
    QTest::newRow("another job behind it")
        << QStringLiteral("sbatch large.slurm\nsbatch small.sh\n") << 64;
    QTest::newRow("tasks of the command, nodes of the file")
        << QStringLiteral("sbatch -n 4 large.slurm\n") << 64;
    QTest::newRow("of the command for what is to be filled in")
        << QStringLiteral("sbatch --nodes=8 open.slurm\n") << 64;
    QTest::newRow("to be filled in") << QStringLiteral("sbatch open.slurm\n") << 0;
}

void TestLaunchBeside::jobsAskForWhatIsInThemAlone()
{
    QFETCH(QString, script);
    QFETCH(int, devices);
    const std::string start =
        "N=8\n" + kSizes +
        "srun python pretrain_gpt.py $MODEL $BATCH --tensor-model-parallel-size $TP\n";
    const std::string each = "#SBATCH --gpus-per-node=8\n";
    const Files beside = {{"small.sh", "#SBATCH --nodes=1\n#SBATCH --gpus-per-node=1\nrm -r old\n"},
                          {"start.sh", start},
                          {"large.slurm", "#SBATCH --nodes=8\n" + each + start},
                          {"open.slurm", "#\n#\n#\n#SBATCH --nodes=<N>\n" + each + start}};
    const core::LaunchOutcome outcome = outcomeWith("#!/bin/bash\n" + script.toStdString(), beside);
    QCOMPARE(bool(outcome.reading), devices > 0);
    if (devices > 0)
        QCOMPARE(outcome.reading.value().scenario.cluster.devices, devices);
    else // told where the file is named
        QVERIFY2(messageOf(outcome).starts_with("run.sh:2: --nodes=<N>"),
                 messageOf(outcome).c_str());
}

// sbatch(1), "OUTPUT ENVIRONMENT VARIABLES"; what the user gives goes first, as anywhere.
void TestLaunchBeside::slurmSetsItsVariablesForAJob_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("given");
    QTest::addColumn<int>("devices");
    QTest::newRow("of its file") << QStringLiteral("sbatch job.slurm") << QString() << 32;
    QTest::newRow("of the command")
        << QStringLiteral("sbatch --nodes=2 job.slurm") << QString() << 16;
    QTest::newRow("given") << QStringLiteral("sbatch job.slurm") << QStringLiteral("8") << 64;
    QTest::newRow("of a job that starts it")
        << QStringLiteral("#SBATCH --nodes=8\nsbatch job.slurm") << QString() << 32;
}

void TestLaunchBeside::slurmSetsItsVariablesForAJob()
{
    QFETCH(QString, start);
    QFETCH(QString, given);
    QFETCH(int, devices);
    core::LaunchAnswers answers;
    if (!given.isEmpty())
        answers.environment["SLURM_NNODES"] = given.toStdString();
    const core::LaunchOutcome outcome = outcomeWith(
        "#!/bin/bash\n" + start.toStdString() + '\n',
        {{"job.slurm", "#!/bin/bash\n#SBATCH --nodes=4\nN=$((SLURM_NNODES * 2))\n" + kSizes +
                           "torchrun --nnodes $SLURM_NNODES --nproc_per_node 8 "
                           "pretrain_gpt.py $MODEL $BATCH "
                           "--tensor-model-parallel-size $TP\n"}},
        answers);
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    QCOMPARE(outcome.reading.value().scenario.cluster.devices, devices);
    QCOMPARE(outcome.reading.value().scenario.training.globalBatch, std::int64_t(4) * devices);
}

// The usual ways of reading a file .env, and what bash makes of this one.
void TestLaunchBeside::variablesComeFromAFileBeside_data()
{
    QTest::addColumn<QString>("start");
    for (const char *start :
         {"set -a; source ./run.env; set +a", "export $(grep -v '^#' run.env | xargs)",
          "export $(cat run.env | grep -v '#' | xargs)", "export $(xargs < run.env)"})
        QTest::newRow(start) << start;
}

void TestLaunchBeside::variablesComeFromAFileBeside()
{
    QFETCH(QString, start);
    const std::string file =
        (start.contains(u'#') ? std::string("# sizes\n") : std::string()) + "TP=8\nN=4\n";
    const core::LaunchOutcome outcome = outcomeWith(
        "#!/bin/bash\n" + start.toStdString() + '\n' + kSizes + kStart, {{"run.env", file}});
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    QVERIFY(tells(outcome.reading.value(), "run.env lies beside it and is read, too."));
}

void TestLaunchBeside::scriptsTakeTheirArguments()
{
    const std::string inner = "N=$1\n" + kSizes + "TP=${2}\n" + kStart;
    for (const char *start : {"bash inner.sh 4 8", "./inner.sh 4 8", "sh -x ./inner.sh 4 8",
                              "srun inner.sh 4 8", ". ./inner.sh 4 8"}) {
        const core::LaunchOutcome outcome =
            outcomeWith("#!/bin/bash\n" + std::string(start) + '\n', {{"inner.sh", inner}});
        QVERIFY2(outcome.reading, (start + messageOf(outcome)).c_str());
        QCOMPARE(outcome.reading.value().scenario.parallel.tensor, 8);
        QCOMPARE(outcome.reading.value().scenario.training.globalBatch, std::int64_t(64));
    }
    // Lines of a job, or the name, make it a script without #! as well.
    const Files beside = {{"inner.sh", inner}};
    for (const auto &[name, line] : {std::pair("run.pbs", ""), {"job", "#PBS -l walltime=1\n"}}) {
        const std::string text = line + std::string("mpiexec -n 8 ./inner.sh 4 8\n");
        QVERIFY2(outcomeWith(text, beside, {}, name).reading, name);
    }
    // One that is started without any has not those of what starts it; one that is sourced has.
    const std::string usual = "N=4\n" + kSizes + "TP=${1:-2}\n" + kStart;
    for (const auto &[start, tensor] :
         {std::pair("bash inner.sh", 2), {"sbatch inner.sh", 2}, {". ./inner.sh", 8}}) {
        const core::LaunchOutcome outcome = outcomeWith(
            "#!/bin/bash\nmain() { " + std::string(start) + "; }\nmain 8\n", {{"inner.sh", usual}});
        QVERIFY2(outcome.reading, (start + messageOf(outcome)).c_str());
        QCOMPARE(outcome.reading.value().scenario.parallel.tensor, tensor);
    }
}

// Nothing is read from elsewhere, and nothing that a script names is run.
void TestLaunchBeside::whatIsNotThereIsTold()
{
    // What is only copied is not started.
    const core::LaunchOutcome copied =
        outcomeWith("N=4\n" + kSizes + kStart + "cp other.sh backup/\nchmod +x other.sh\n",
                    {{"other.sh", "N=1\n" + kSizes + "TP=8\n" + kStart}});
    QVERIFY2(copied.reading, messageOf(copied).c_str());
    QCOMPARE(copied.reading.value().scenario.parallel.tensor, 2);
    QVERIFY(!tells(copied.reading.value(), "other.sh"));
    const core::LaunchReading reading =
        readingOf("N=4\n. /lustre/blend.sh\nsource ../secret.sh\n" + kSizes + kStart);
    QVERIFY(tells(reading,
                  "What /lustre/blend.sh sets is not known: only files in the folder of this one"));
    QVERIFY(tells(reading,
                  "What ../secret.sh sets is not known: only files in the folder of this one"));
    // Of the same name, but of another folder.
    for (const char *line : {"source /opt/$VERSION/env.sh", ". conf_$X/env.sh", ". ../$X/env.sh"}) {
        const core::LaunchOutcome outcome =
            outcomeWith("N=4\n" + kSizes + line + '\n' + kStart, {{"env.sh", "TP=8\n"}});
        QVERIFY2(outcome.reading, messageOf(outcome).c_str());
        QCOMPARE(outcome.reading.value().scenario.parallel.tensor, 2);
        QVERIFY2(tells(outcome.reading.value(),
                       "sets is not known: only files in the folder of this one"),
                 line);
    }
}

// examples/llama3/mpi_run_pretrain_llama3.sh of Pai-Megatron-Patch: entry.sh hands them on.
void TestLaunchBeside::argumentsInOneTextAreTakenApart()
{
    const core::LaunchReading reading =
        readingOf("N=4\n" + kSizes +
                  "NP=$((2 * 8))\nMPI=(\n  \"-np\" \"$NP\"\n  \"-x\" \"PATH\"\n)\n"
                  "mpirun \"${MPI[@]}\" bash entry.sh pretrain_llama.py \"  ${MODEL} ${BATCH} "
                  "--tensor-model-parallel-size ${TP}\"\n");
    QCOMPARE(reading.scenario.cluster.devices, 16);
    QCOMPARE(reading.scenario.parallel.tensor, 2);
    QCOMPARE(reading.scenario.model.transformer()->layers, 8);
}

// >> goes on with a file where > begins it anew.
void TestLaunchBeside::filesGrowByAppending()
{
    const std::string begin = "cat > hosts <<E\nnode1 slots=8\nE\n";
    const std::string more = "cat >> hosts <<E\nnode2 slots=8\nE\necho node3 slots=4 >> hosts\n";
    const std::string run = "N=4\n" + kSizes +
                            "deepspeed --hostfile hosts pretrain_gpt.py $MODEL "
                            "$BATCH --tensor-model-parallel-size $TP\n";
    QCOMPARE(readingOf(begin + run).scenario.cluster.devices, 8);
    QCOMPARE(
        readingOf(begin + "cat >> hosts <<E\nnode2 slots=8\nE\n" + run).scenario.cluster.devices,
        16);
    QVERIFY(refusalOf(begin + more + run).contains("20"));
    QCOMPARE(readingOf(begin + more + begin + run).scenario.cluster.devices, 8);
}

// What a script unfolds to is what it appends, not the whole file at each of its lines.
void TestLaunchBeside::longFilesGrowLineByLine()
{
    std::string script = "N=4\necho '#' > hosts\n";
    for (int i = 0; i < 1000; ++i)
        script += "echo '# a node that is not up: node" + std::to_string(i) + "' >> hosts\n";
    script += "echo 'node1 slots=8' >> hosts\necho 'node2 slots=8' >> hosts\n" + kSizes +
              "deepspeed --hostfile hosts pretrain_gpt.py $MODEL "
              "$BATCH --tensor-model-parallel-size $TP\n";
    QCOMPARE(refusalOf(script), QString());
    QCOMPARE(readingOf(script).scenario.cluster.devices, 16);
}

void TestLaunchBeside::filesAreLookedAtOnceHoweverOftenTheyAreNamed()
{
    std::string script = "#!/bin/bash\n";
    for (int i = 0; i < 21; ++i)
        script += "# as in notes.sh\n";
    const core::LaunchOutcome outcome =
        outcomeWith(script + ". ./config.sh\n",
                    {{"notes.sh", "N=1\n"}, {"config.sh", "N=4\n" + kSizes + kStart}});
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    QCOMPARE(outcome.reading.value().scenario.parallel.tensor, 2);
}

void TestLaunchBeside::scriptsThatReadThemselvesEnd()
{
    const core::LaunchOutcome outcome =
        outcomeWith("N=4\n. ./loop.sh\n" + kSizes + kStart,
                    {{"loop.sh", ". ./loop.sh\n. ./loop.sh\nbash ./loop.sh\n"}});
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    QVERIFY(tells(outcome.reading.value(),
                  "loop.sh is read again and again: not more than 100 times here."));
    QCOMPARE(outcome.reading.value().scenario.parallel.tensor, 2);
}

void TestLaunchBeside::aScriptThatIsNotReadIsNamedWhereItIsMissed()
{
    const std::string told = "Line 2: What ../sizes.sh sets is not known: only files in the folder "
                             "of this one and below it are read.";
    const std::string program = "torchrun --nproc_per_node 8 pretrain_gpt.py $M ";
    const std::string script = "#!/bin/bash\nsource ../sizes.sh\n" + program;
    for (const std::string &start :
         {script + "--micro-batch-size 1\n", script + "--num-layers $L\n"})
        QVERIFY2(refusalOf(start).toStdString().find(told) != std::string::npos,
                 qPrintable(refusalOf(start)));
    const QString again = refusalOf("for T in 1 2 3; do\n  source ../sizes.sh\ndone\n" + program +
                                    "--micro-batch-size 1\n");
    QVERIFY2(again.count(QString::fromStdString(told)) == 1, qPrintable(again)); // once
}

// examples/pretrain_gpt3_175B.sh of Megatron-LM and its forks: to bash they would be files to read
// and to write, and the argument behind one the name of such a file.
void TestLaunchBeside::whatIsToBeFilledInIsOneWord()
{
    const core::LaunchReading reading =
        readingOf("#SBATCH <SLURM OPTIONS> --nodes=2 --ntasks-per-node=8\nN=4\n" + kSizes +
                  "options=\" $MODEL $BATCH --tensor-model-parallel-size $TP \\\n"
                  "  --vocab-file <PATH TO gpt-vocab.json> \\\n\t--save <PATH TO CHECKPOINTS> \\\n"
                  "  --tensorboard-dir <TENSORBOARD DIRECTORY> \\\n --fp16 \"\n"
                  "srun -l sh -c \"python -u pretrain_gpt.py ${options}\"\n");
    QCOMPARE(reading.scenario.training.precision, core::Precision::Fp16);
    QCOMPARE(reading.scenario.cluster.devices, 16);
    QVERIFY(!tells(reading, "would not start"));
    // Redirections are none.
    const core::LaunchReading other =
        readingOf("N=4\n" + kSizes +
                  "torchrun --nproc_per_node 8 pretrain_gpt.py $MODEL $BATCH "
                  "--tensor-model-parallel-size $TP <in.txt >log.txt --fp16\n");
    QCOMPARE(other.scenario.training.precision, core::Precision::Fp16);
    const core::LaunchReading third =
        readingOf("N=4\n" + kSizes +
                  "torchrun --nproc_per_node 8 pretrain_gpt.py $MODEL $BATCH "
                  "--tensor-model-parallel-size $TP <in 2> err --fp16\n");
    QCOMPARE(third.scenario.training.precision, core::Precision::Fp16);
}

// The script of the job lies elsewhere, or starts what no framework here does.
void TestLaunchBeside::whatAScriptHandsOnToIsNamed()
{
    QCOMPARE(
        refusalOf("#!/bin/bash\n#SBATCH --nodes=8\n"
                  "srun docker run --rm img bash -c \"cd /m; TP=2 bash examples/train.sh\"\n"),
        QStringLiteral("run.sh:3: No command in it starts a training that is read. It hands on "
                       "to examples/train.sh, which is not in its folder: open that file "
                       "itself, or copy it there."));
    QVERIFY(refusalOf("cd work\npython fit.py --epochs 3\n")
                .startsWith(QStringLiteral("run.sh:2: No command in it starts a training that is "
                                           "read, and nothing is known of fit.py: ")));
    QVERIFY(refusalOf("echo hello\n")
                .startsWith(QStringLiteral("run.sh:1: No command in it starts a training that is "
                                           "read: those of Megatron-LM")));
}

QTEST_APPLESS_MAIN(TestLaunchBeside)
#include "tst_launch_beside.moc"
