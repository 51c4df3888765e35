// SPDX-License-Identifier: GPL-3.0-or-later
// What frameworks are started with, opened in the window.
#include "tests/ui/shell/window_fixture.h"

#include "ui/shell/launch_dialog.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

namespace {

// 8 layers on 4 stages; everything but the nodes is said.
constexpr const char *kScript =
    "torchrun --nnodes $NNODES --nproc_per_node 8 pretrain_gpt.py --num-layers 8 \\\n"
    "  --hidden-size 512 --num-attention-heads 8 --seq-length 1024 \\\n"
    "  --max-position-embeddings 1024 --micro-batch-size 1 --global-batch-size 32 --bf16 \\\n"
    "  --pipeline-model-parallel-size 4\n";

} // namespace

class TestLaunchFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aScriptOpensWhenItsQuestionsAreAnswered();
    void aPastedCommandLineOpens();
    void whatMegatronRefusesIsExplained();
    void whatAScriptNamesIsReadBesideIt();

private:
    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_fixture.filePath(name);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path
                                                                                  : QString();
    }

    WindowFixture m_fixture;
};

void TestLaunchFiles::aScriptOpensWhenItsQuestionsAreAnswered()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    const core::Scenario before = m_fixture.document().scenario();
    const QString path = write(QStringLiteral("run.sh"), kScript);
    m_fixture.window().files().openFile(path);
    m_fixture.settle();
    auto *dialog = m_fixture.window().findChild<ui::LaunchDialog *>();
    QVERIFY(dialog);
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY(!dialog->okay().isEnabled());
    // The nodes; how many devices they come to is asked as long as they are not known.
    for (QLineEdit *field : dialog->fields())
        field->setText(QStringLiteral("2"));
    if (dialog->fields().size() > 1)
        dialog->fields().back()->setText(QStringLiteral("16"));
    QVERIFY(dialog->okay().isEnabled());
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    dialog->accept();
    m_fixture.settle();
    const core::Scenario &now = m_fixture.document().scenario();
    QCOMPARE(now.cluster.devices, 16);
    QCOMPARE(now.parallel.pipeline, 4);
    QCOMPARE(now.parallel.data, 4);
    QVERIFY(now.cluster.device == before.cluster.device);
    QVERIFY(!messages.isEmpty());
    const QString told = messages.front().front().value<ui::Message>().text;
    QVERIFY2(told.contains(QStringLiteral("Megatron-LM")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("GPT2BPETokenizer")), qPrintable(told));
    QVERIFY(m_fixture.document().path().isEmpty()); // the script is not written over
}

void TestLaunchFiles::aPastedCommandLineOpens()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    QByteArray line(kScript);
    line.replace("$NNODES", "1");
    m_fixture.window().files().openText(line);
    m_fixture.settle();
    QCOMPARE(m_fixture.document().scenario().cluster.devices, 8);
}

void TestLaunchFiles::whatMegatronRefusesIsExplained()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    const core::Scenario before = m_fixture.document().scenario();
    QByteArray line(kScript);
    line.replace("$NNODES", "1").replace("--num-layers 8", "--num-layers 9");
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    m_fixture.window().files().openText(line);
    m_fixture.settle();
    QVERIFY(m_fixture.document().scenario() == before);
    QCOMPARE(messages.size(), 1);
    const auto message = messages.front().front().value<ui::Message>();
    QVERIFY(message.kind == ui::Message::Kind::Problem);
    QVERIFY(message.text.contains(QStringLiteral("9 layers cannot be divided evenly")));
}

// Wherever the program was started. The first script alone is no start of anything.
void TestLaunchFiles::whatAScriptNamesIsReadBesideIt()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    QVERIFY(!write(QStringLiteral("nodes.sh"), "export NNODES=4\n").isEmpty());
    QVERIFY(
        !write(QStringLiteral("train.sh"), QByteArray("source ./nodes.sh\n") + kScript).isEmpty());
    const QString path = write(QStringLiteral("all.sh"), "#!/bin/bash\nbash train.sh\n");
    QVERIFY(QDir::current() != QFileInfo(path).dir());
    m_fixture.window().files().openFile(path);
    m_fixture.settle();
    QCOMPARE(m_fixture.document().scenario().cluster.devices, 32);
}

QTEST_MAIN(TestLaunchFiles)
#include "tst_launch_files.moc"
