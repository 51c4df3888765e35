// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts that start several trainings, and jobs of Slurm that get values from outside: what is
// read is what Slurm would start (man sbatch: --export, --array), and the rest is told.
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

const std::string kSizes = "M=\"--num-layers 8 --hidden-size 512 --num-attention-heads 8 "
                           "--seq-length 1024 --max-position-embeddings 1024 "
                           "--micro-batch-size 1 --global-batch-size 64\"\n";
const std::string kStart = "torchrun --nproc_per_node 8 pretrain_gpt.py $M ";
const std::string kTwo = kSizes + kStart + "--tensor-model-parallel-size 4\n" + kStart +
                         "--tensor-model-parallel-size 8\n";
const std::string kJob = "#!/bin/bash\n#SBATCH --nodes=2\n#SBATCH --ntasks-per-node=8\n" + kSizes +
                         "srun python pretrain_gpt.py $M --tensor-model-parallel-size ${TP:-2}\n";

} // namespace

class TestLaunchJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLastOfSeveralTrainingsIsRead();
    void anotherTrainingIsChosen();
    void aRefusalSaysWhichTrainingItIsAbout();
    void everyTurnOfALoopIsATraining_data();
    void everyTurnOfALoopIsATraining();
    void turnsThatStartTheSameAreOneTraining();
    void theSameTrainingAgainIsOne_data();
    void theSameTrainingAgainIsOne();
    void jobsOfWhichTheNumberIsKeptAreFollowed();
    void aProgramThatDoesNotTrainIsNotRead();
    void slurmExportsVariables_data();
    void slurmExportsVariables();
    void ofAnArrayTheFirstJobIsRead();
    void otherQueuesAreAskedForNodes_data();
    void otherQueuesAreAskedForNodes();
    void qsubHandsOnWhatItIsTold_data();
    void qsubHandsOnWhatItIsTold();
    void launchersHandOnVariables_data();
    void launchersHandOnVariables();
    void anIndexThatIsNotSetIsAskedFor();
    void nodesOfTheJobAreCounted_data();
    void nodesOfTheJobAreCounted();
    void linesThatStartAScriptAreEnough();
};

void TestLaunchJobs::theLastOfSeveralTrainingsIsRead()
{
    const core::LaunchReading reading = readingOf(kTwo);
    QCOMPARE(reading.scenario.parallel.tensor, 8);
    QVERIFY(tells(reading, "The script starts 2 trainings, and the one of line 3 is read: "
                           "--training 1 is that of line 2."));
}

void TestLaunchJobs::anotherTrainingIsChosen()
{
    const core::LaunchReading reading = readingOf(kTwo, {.training = 1});
    QCOMPARE(reading.scenario.parallel.tensor, 4);
    QVERIFY(tells(reading, "the one of line 2 is read: --training 2 is that of line 3."));
    for (const std::int64_t none : {0, -1, 3})
        QVERIFY(refusalOf(kTwo, {.training = none})
                    .endsWith(QStringLiteral("but the file starts 2 trainings, counted from 1.")));
    QCOMPARE(refusalOf(kSizes + kStart, {.training = 2}),
             QStringLiteral("run.sh:1: --training is 2, but the file starts one training."));
}

void TestLaunchJobs::aRefusalSaysWhichTrainingItIsAbout()
{
    const QString refusal = refusalOf(kTwo + kStart + "--tensor-model-parallel-size 16\n");
    QVERIFY2(refusal.contains(QStringLiteral("the one of line 4 is read: --training 1 is that of "
                                             "line 2 and --training 2 that of line 3.")),
             qPrintable(refusal));
}

void TestLaunchJobs::everyTurnOfALoopIsATraining_data()
{
    QTest::addColumn<QString>("loop");
    const QString turn =
        QString::fromStdString(kStart) + QStringLiteral("--tensor-model-parallel-size $TP\ndone\n");
    QTest::newRow("of words") << QStringLiteral("for TP in 1 2 4; do ") + turn;
    QTest::newRow("of an array") << QStringLiteral("T=(1 2 4)\nfor TP in ${T[@]}; do ") + turn;
    QTest::newRow("that counts") << QStringLiteral("for ((TP = 1; TP <= 4; TP *= 2)); do ") + turn;
    QTest::newRow("that counts until") << QStringLiteral("TP=1\nwhile [ $TP -le 4 ]; do ") +
                                              turn.chopped(5) +
                                              QStringLiteral("TP=$((TP * 2))\ndone\n");
    QTest::newRow("without some") << QStringLiteral(
                                         "for TP in 1 2 3 4; do [ $TP = 3 ] && continue\n") +
                                         turn;
}

void TestLaunchJobs::everyTurnOfALoopIsATraining()
{
    QFETCH(QString, loop);
    const std::string script = kSizes + loop.toStdString();
    for (const auto &[training, tensor] : {std::pair(1, 1), {2, 2}, {3, 4}})
        QCOMPARE(readingOf(script, {.training = training}).scenario.parallel.tensor, tensor);
    const core::LaunchReading reading = readingOf(script);
    QCOMPARE(reading.scenario.parallel.tensor, 4);
    QVERIFY(tells(reading, "The script starts 3 trainings, and the one of line"));
    QVERIFY(tells(reading, "with TP=4 is read: --training 1 is that of line"));
    QVERIFY(tells(reading, "with TP=1 and --training 2 that of line"));
}

// Seeds and hosts do not make another training; a program that fails is tried again.
void TestLaunchJobs::turnsThatStartTheSameAreOneTraining()
{
    for (const std::string &loop :
         {"for HOST in a b c; do ssh $HOST \"" + kStart + "\"; done\n",
          "for TRY in 1 2 3; do\n" + kStart + "&& break\nsleep 10\ndone\n",
          "for I in $(ls *.txt); do\n" + kStart + "\ndone\n",
          "for F in a b; do if docker ps; then continue; fi\n" + kStart + "\ndone\n"}) {
        const core::LaunchReading reading = readingOf(kSizes + loop);
        QCOMPARE(reading.scenario.cluster.devices, 8);
        QVERIFY2(!tells(reading, "trainings"), loop.c_str());
    }
    std::string words = "for N in";
    for (int i = 1; i <= 150; ++i)
        words += ' ' + std::to_string(i);
    for (const std::string &loop : {words, std::string("for ((N = 1; N <= 150; N++))")}) {
        const core::LaunchReading reading =
            readingOf(kSizes + loop + "; do\n" + kStart + "--log-interval $N\ndone\n");
        QVERIFY2(tells(reading, "Of the loops only the first hundred turns are read, and this one "
                                "ends with 100."),
                 loop.c_str());
    }
}

void TestLaunchJobs::theSameTrainingAgainIsOne_data()
{
    QTest::addColumn<QString>("script");
    const QString start = QString::fromStdString(kStart);
    QTest::newRow("again after it ended") << start + u'\n' + start + u'\n';
    QTest::newRow("on each node") << QStringLiteral(
        "T=\"torchrun --nnodes 2 --nproc_per_node 8\"\n"
        "ssh a \"$T --node_rank 0 pretrain_gpt.py $M\" &\n"
        "ssh b \"$T --node_rank=1 pretrain_gpt.py $M\"\n");
    QTest::newRow("on each node by srun") << QStringLiteral(
        "for I in 0 1; do srun -w node$I torchrun --nnodes 2 --nproc_per_node 8 --node_rank $I "
        "pretrain_gpt.py $M & done\n");
    QTest::newRow("by another shell") << QStringLiteral("bash -c \"%1\"\n").arg(start);
}

void TestLaunchJobs::theSameTrainingAgainIsOne()
{
    QFETCH(QString, script);
    const core::LaunchReading reading = readingOf(kSizes + script.toStdString());
    QVERIFY(reading.scenario.cluster.devices >= 8);
    QVERIFY(!tells(reading, "trainings"));
}

// J=$(sbatch …) is how a second job is made to wait for the first.
void TestLaunchJobs::jobsOfWhichTheNumberIsKeptAreFollowed()
{
    const Files files = {{"job.sh", kJob}};
    const core::LaunchOutcome alone =
        outcomeWith("#!/bin/bash\nJ=$(sbatch --parsable job.sh | tail -n 1)\necho $J\n", files);
    QVERIFY2(alone.reading, messageOf(alone).c_str());
    QCOMPARE(alone.reading.value().scenario.cluster.devices, 16);
    const std::string both = "#!/bin/bash\nJ=$(sbatch job.sh)\n"
                             "sbatch --dependency=afterok:$J --nodes=4 job.sh\n";
    for (const auto &[training, devices] : {std::pair(1, 16), {2, 32}}) {
        const core::LaunchOutcome outcome = outcomeWith(both, files, {.training = training});
        QVERIFY2(outcome.reading, messageOf(outcome).c_str());
        QCOMPARE(outcome.reading.value().scenario.cluster.devices, devices);
    }
}

void TestLaunchJobs::aProgramThatDoesNotTrainIsNotRead()
{
    const core::LaunchReading reading = readingOf(
        "torchrun --nproc_per_node 8 sft.py --model_name_or_path meta-llama/Meta-Llama-3-8B"
        " --per_device_train_batch_size 2 --max_seq_length 4096 --bf16\n"
        "python merge.py --model_name_or_path out\n");
    QCOMPARE(reading.scenario.cluster.devices, 8);
    QCOMPARE(reading.scenario.training.microBatch, std::int64_t(2));
    QVERIFY(!tells(reading, "trainings"));
}

void TestLaunchJobs::slurmExportsVariables_data()
{
    QTest::addColumn<QString>("start");
    for (const char *start : {"sbatch --export=ALL,TP=4 job.sh", "sbatch --export=TP=4 job.bash",
                              "sbatch --export ALL,TP=4,X=y job.sh", "sbatch --export=TP=4 job.sh",
                              "TP=4 sbatch job.sh", "export TP=4\nsbatch job.sh"})
        QTest::newRow(start) << start;
}

void TestLaunchJobs::slurmExportsVariables()
{
    QFETCH(QString, start);
    const core::LaunchOutcome outcome = outcomeWith("#!/bin/bash\n" + start.toStdString() + '\n',
                                                    {{"job.sh", kJob}, {"job.bash", kJob}});
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    QCOMPARE(outcome.reading.value().scenario.parallel.tensor, 4);
    // Of the job's own lines, and what the user gives goes before.
    const std::string own = "#SBATCH --export=ALL,TP=4\n" + kJob;
    QCOMPARE(readingOf(own).scenario.parallel.tensor, 4);
    QCOMPARE(readingOf(own, {.environment = {{"TP", "8"}}}).scenario.parallel.tensor, 8);
}

// qsub(1B), "-l" and "-v"; bsub(1), "-nnodes", "-gpu" and "span[ptile=]"; jsrun(1), which counts
// sets of resources. The counts of nodes are those of scripts for Polaris and Summit.
void TestLaunchJobs::otherQueuesAreAskedForNodes_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("devices");
    QTest::addColumn<int>("ofNode");
    struct Row
    {
        const char *name;
        const char *script;
        int devices;
        int ofNode;
    };
    constexpr Row rows[] = {
        {"PBS",
         "#PBS -l select=4:ncpus=64:ngpus=4\n#PBS -q prod\n"
         "N=$(sort -u \"$PBS_NODEFILE\" | wc -l)\n"
         "mpiexec -n $((N * 4)) --ppn 4 python",
         16, 4},
        {"tasks of PBS",
         "#PBS -l walltime=1:00:00,select=2:mpiprocs=8:ngpus=8\n"
         "mpiexec -n $(wc -l < $PBS_NODEFILE) python",
         16, 8},
        {"Torque",
         "#PBS -l nodes=2:ppn=8:gpus=8\n"
         "torchrun --nproc_per_node 8 --nnodes $PBS_NUM_NODES",
         16, 8},
        {"LSF",
         "#BSUB -P p1\n#BSUB -nnodes 8\nN=$(cat ${LSB_DJOB_HOSTFILE} | sort | "
         "uniq | grep -v login | grep -v batch | wc -l)\n"
         "jsrun -n${N} -a4 -c42 -g4 -r1 python",
         32, 4},
        {"sets of resources", "#BSUB -nnodes 8\njsrun --nrs 32 -g 1 -a 1 python", 32, 4},
        {"Grid Engine",
         "#$ -l rt_F=4\n#$ -l h_rt=1:00:00\nN=$(($NHOSTS * 4))\n"
         "mpirun -np $N --npernode 4 python",
         16, 4},
        {"a list of Grid Engine", "#$ -l h_rt=1:00:00,rt_F=4\nmpirun -np $((NHOSTS * 4)) python",
         16, 4},
        {"a list that says nodes first",
         "#$ -l rt_AF=2,h_rt=1:00:00\nmpirun -np $((NHOSTS * 8)) python", 16, 8},
        {"a job that is written",
         "#SBATCH --nodes=2\n#SBATCH --ntasks-per-node=8\n"
         "cat > job <<E\n#PBS -l select=4:ngpus=4\nE\n"
         "mpirun -np $((SLURM_NNODES * 8)) python",
         16, 8},
        {"slots",
         "#BSUB -n 16\n#BSUB -gpu \"num=8:j_exclusive=yes\"\n"
         "#BSUB -R \"span[ptile=8]\"\nmpirun python",
         16, 8},
    };
    for (const Row &row : rows)
        QTest::newRow(row.name) << row.script << row.devices << row.ofNode;
}

void TestLaunchJobs::otherQueuesAreAskedForNodes()
{
    QFETCH(QString, script);
    QFETCH(int, devices);
    QFETCH(int, ofNode);
    const core::Scenario scenario =
        readingOf("#!/bin/bash\n" + kSizes + script.toStdString() + " pretrain_gpt.py $M\n")
            .scenario;
    QCOMPARE(scenario.cluster.devices, devices);
    QCOMPARE(scenario.cluster.devicesPerNode, ofNode);
}

// Without -V a job of PBS begins with none of the variables of the shell that hands it in.
void TestLaunchJobs::qsubHandsOnWhatItIsTold_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<int>("tensor");
    QTest::newRow("all") << "qsub -V job.pbs" << 4;
    QTest::newRow("none") << "qsub job.pbs" << 2;
    QTest::newRow("one") << "qsub -v A=b,TP job.pbs" << 4;
    QTest::newRow("a value") << "qsub -l select=2:ngpus=8 -v TP=8,A=b job.pbs" << 8;
    QTest::newRow("in a variable") << "J=$(qsub -v TP=8 job.pbs)" << 8;
    QTest::newRow("none, with an ending of its own") << "qsub job.qsub" << 2;
    QTest::newRow("none by its input") << "qsub < job.pbs" << 2;
    QTest::newRow("all of Grid Engine") << "qsub <<EOF\n#$ -V\n$(cat job.pbs)\nEOF" << 4;
    QTest::newRow("a value of Grid Engine") << "qsub <<EOF\n#$ -v TP=8\n$(cat job.pbs)\nEOF" << 8;
    QTest::newRow("a document") << "qsub -V <<EOF\n$(cat job.pbs)\nEOF" << 4;
    QTest::newRow("all of LSF") << "bsub -nnodes 2 < job.pbs" << 4;
    QTest::newRow("a value of LSF") << "bsub -env \"none, TP=8\" ./job.pbs" << 8;
}

void TestLaunchJobs::qsubHandsOnWhatItIsTold()
{
    QFETCH(QString, start);
    QFETCH(int, tensor);
    const std::string job = kSizes + kStart + "--tensor-model-parallel-size ${TP:-2}\n";
    const core::LaunchOutcome outcome =
        outcomeWith("#!/bin/bash\nexport TP=4\n" + start.toStdString() + '\n',
                    {{"job.pbs", job}, {"job.qsub", job}});
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    QCOMPARE(outcome.reading.value().scenario.parallel.tensor, tensor);
}

void TestLaunchJobs::launchersHandOnVariables_data()
{
    QTest::addColumn<QString>("launcher");
    for (const char *launcher :
         {"mpirun -np 8 -x NCCL_DEBUG=INFO -x TP=4 -x PATH", "mpiexec -n 8 -env TP 4",
          "mpiexec -n 8 -genv A b -genv TP=4", "mpiexec -n 8 --env TP=4", "env A=b TP=4",
          "docker run --gpus all -e TP=4 image", "singularity exec --env=TP=4 image.sif"})
        QTest::newRow(launcher) << launcher;
}

void TestLaunchJobs::launchersHandOnVariables()
{
    QFETCH(QString, launcher);
    const std::string start =
        launcher.toStdString() + " bash -c '" + kStart + "--tensor-model-parallel-size ${TP:-2}'\n";
    QCOMPARE(readingOf("export " + kSizes + start).scenario.parallel.tensor, 4);
    // And for nothing after it.
    const std::string after = kStart + "--tensor-model-parallel-size ${TP:-8}\n";
    QCOMPARE(readingOf("export " + kSizes + start + after).scenario.parallel.tensor, 8);
}

void TestLaunchJobs::ofAnArrayTheFirstJobIsRead()
{
    const std::string body = kSizes + "TPS=(1 2 4 8)\nTP=${TPS[$SLURM_ARRAY_TASK_ID]}\n" + kStart +
                             "--tensor-model-parallel-size $TP\n";
    for (const char *tasks : {"--array=2-3", "-a 2,3%1", "--array 2"}) {
        const core::LaunchReading reading =
            readingOf("#SBATCH " + std::string(tasks) + '\n' + body);
        QCOMPARE(reading.scenario.parallel.tensor, 4);
        QVERIFY(tells(reading, "the first one is read: --env SLURM_ARRAY_TASK_ID=… gives another"));
    }
    for (const std::string queue : {"#PBS -J 1-3\nSLURM_ARRAY_TASK_ID=$PBS_ARRAY_INDEX\n",
                                    "#$ -t 1-3\nSLURM_ARRAY_TASK_ID=$SGE_TASK_ID\n"})
        QCOMPARE(readingOf(queue + body).scenario.parallel.tensor, 2);
    const core::LaunchReading other =
        readingOf("#SBATCH --array=2-3\n" + body, {.environment = {{"SLURM_ARRAY_TASK_ID", "3"}}});
    QCOMPARE(other.scenario.parallel.tensor, 8);
    const core::LaunchOutcome job =
        outcomeWith("#!/bin/bash\nsbatch --array=1-3 job.sh\n", {{"job.sh", body}});
    QVERIFY2(job.reading, messageOf(job).c_str());
    QCOMPARE(job.reading.value().scenario.parallel.tensor, 2);
    QVERIFY(tells(job.reading.value(), "Of the array of jobs 1-3 the first one is read"));
    QVERIFY(!tells(readingOf("#SBATCH --array=0-9%1\n" + kSizes + kStart), "array"));
}

void TestLaunchJobs::anIndexThatIsNotSetIsAskedFor()
{
    for (const char *index : {"$SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_ID", "$((I - 1))"}) {
        const core::LaunchOutcome outcome =
            outcomeOf(kSizes + "TPS=(1 2 4)\nTP=${TPS[" + index + "]}\n" + kStart +
                      "--tensor-model-parallel-size $TP\n");
        QVERIFY(!outcome.reading);
        QCOMPARE(outcome.questions.size(), std::size_t(1));
        QCOMPARE(outcome.questions.front().name,
                 std::string(index == std::string("$((I - 1))") ? "I" : "SLURM_ARRAY_TASK_ID"));
    }
}

// scontrol show hostnames writes a line for each node.
void TestLaunchJobs::nodesOfTheJobAreCounted_data()
{
    QTest::addColumn<QString>("count");
    for (const char *count :
         {"NODES=($(scontrol show hostnames $SLURM_JOB_NODELIST))\nN=${#NODES[@]}",
          "N=$(scontrol show hostnames \"$SLURM_JOB_NODELIST\" | wc -l)", "N=$SLURM_NNODES"})
        QTest::newRow(count) << count;
}

void TestLaunchJobs::nodesOfTheJobAreCounted()
{
    QFETCH(QString, count);
    const std::string start = '\n' + kSizes +
                              "G=$(($N * 4))\nmpirun -np $G python "
                              "pretrain_gpt.py $M\n";
    const core::LaunchReading reading =
        readingOf("#SBATCH --nodes=8\n" + count.toStdString() + start);
    QCOMPARE(reading.scenario.cluster.devices, 32);
    // Without a number of nodes it is not one node.
    QVERIFY(!outcomeOf(count.toStdString() + start).reading);
}

void TestLaunchJobs::linesThatStartAScriptAreEnough()
{
    const Files files = {{"job.sh", kSizes + kStart + "--tensor-model-parallel-size $1\n"}};
    const std::string lines = "# sizes\nbash job.sh 2\nbash job.sh 4\n";
    const core::LaunchFile file{lines, "runs.sh", &files};
    QVERIFY(core::isLaunchFile(file));
    const core::LaunchOutcome first = core::readLaunch(file, {.training = 1}, base());
    QVERIFY2(first.reading, messageOf(first).c_str());
    QCOMPARE(first.reading.value().scenario.parallel.tensor, 2);
    QVERIFY(!core::isLaunchFile({"see job.sh for more\n", "notes.txt", &files}));
}

QTEST_APPLESS_MAIN(TestLaunchJobs)
#include "tst_launch_jobs.moc"
