// SPDX-License-Identifier: GPL-3.0-or-later
// Texts and images of a person's own in mode Train.
#include "tests/ui/modes/train_fixture.h"

#include "core/io/scenario/scenario_json.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/elided_label.h"
#include "ui/modes/data_files.h"
#include "ui/panels/train_panel.h"

#include <QAbstractItemView>
#include <QDir>
#include <QFile>
#include <QFileDialog>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

// The magic of unsigned bytes in so many dimensions, and their sizes (Y. LeCun, C. Cortes, C.
// Burges, The MNIST database).
QByteArray idxHead(const std::vector<int> &sizes)
{
    QByteArray head("\0\0\x08", 3);
    head.append(static_cast<char>(sizes.size()));
    for (const int size : sizes) {
        for (const int shift : {24, 16, 8, 0})
            head.append(static_cast<char>(size >> shift));
    }
    return head;
}

constexpr int kSide = 4;
constexpr int kClasses = 3;

// Images of one bright row each, which is their class.
bool writeImages(const QString &folder, const QString &part, int count, int firstLabel = 0)
{
    QByteArray images = idxHead({count, kSide, kSide});
    QByteArray labels = idxHead({count});
    for (int i = 0; i < count; ++i) {
        const int label = i % kClasses;
        for (int y = 0; y < kSide; ++y)
            images.append(kSide, y == label ? '\xff' : '\0');
        labels.append(static_cast<char>(label + firstLabel));
    }
    return write(folder + part + id("-images-idx3-ubyte"), images) &&
           write(folder + part + id("-labels-idx1-ubyte"), labels);
}

} // namespace

class TestTrainData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture.open(id("train-digits-pp4"));
        m_text = m_fixture.filePath(id("my text.txt"));
        QVERIFY(
            write(m_text, QByteArray("to be or not to be, that is the question. ").repeated(20)));
        m_folder = folder("my images");
        QVERIFY(writeImages(m_folder, id("train"), 60) && writeImages(m_folder, id("t10k"), 12));
    }
    void cleanup() { m_fixture.close(); }
    void aTextIsChosenByKeyboardAndLearned();
    void imagesAreChosenByKeyboardAndLearned();
    void aNetworkThatCanReadThemStays();
    void theChoiceIsUndone();
    void theChoiceIsSavedAndOpenedAgain();
    void whatCannotBeLearnedSaysWhyAndChangesNothing_data();
    void whatCannotBeLearnedSaysWhyAndChangesNothing();
    void nothingIsChosenByCancelling();
    void anotherScenarioEndsTheReading();

private:
    [[nodiscard]] QString folder(const char *name)
    {
        const QString path = m_fixture.filePath(id(name));
        QDir().mkpath(path);
        return path + QLatin1Char('/');
    }
    [[nodiscard]] ui::TrainingRun &run() { return m_fixture.run(); }
    [[nodiscard]] const core::TrainSpec &train() { return *m_fixture.document().scenario().train; }
    [[nodiscard]] ui::ChoiceBox &box()
    {
        return *m_fixture.mode().findChild<ui::ChoiceBox *>(id("train-data"));
    }
    [[nodiscard]] ui::DataFiles &files() { return m_fixture.part<ui::DataFiles>(); }
    [[nodiscard]] QString note()
    {
        const auto *label = m_fixture.mode().findChild<ui::ElidedLabel *>(id("train-note"));
        return label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] QFileDialog *dialog() { return m_fixture.window().findChild<QFileDialog *>(); }
    void read(const char *kind, const QString &path)
    {
        files().read(id(kind), path);
        QTRY_VERIFY_WITH_TIMEOUT(!files().isReading(), 60'000);
        m_fixture.settle();
    }
    // Opens the list, types what the entry is called, and answers its dialog.
    void chooseByKeyboard(const char *entry, const QString &path)
    {
        box().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&box(), Qt::Key_Down, Qt::AltModifier);
        QTRY_VERIFY(box().view()->isVisible());
        QTest::keyClicks(box().view(), id(entry));
        QTest::keyClick(box().view(), Qt::Key_Return);
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        dialog()->selectFile(path);
        static_cast<QDialog *>(dialog())->accept();
        QTRY_VERIFY_WITH_TIMEOUT(dialog() == nullptr && !files().isReading(), 60'000);
        m_fixture.settle();
    }

    TrainFixture m_fixture;
    QString m_text;
    QString m_folder; // ends in a slash
};

void TestTrainData::aTextIsChosenByKeyboardAndLearned()
{
    chooseByKeyboard("file", m_text);
    QCOMPARE(QString::fromStdString(train().data), id("text:") + m_text);
    QCOMPARE(train().network.kind, core::NetworkKind::Gpt);
    QCOMPARE(box().currentText(), id("my text.txt"));
    QVERIFY(note().isEmpty());
    m_fixture.make(3);
    QVERIFY2(run().problem().isEmpty(), qPrintable(run().problem()));
}

void TestTrainData::imagesAreChosenByKeyboardAndLearned()
{
    chooseByKeyboard("folder", m_folder.chopped(1));
    QCOMPARE(QString::fromStdString(train().data), id("idx:") + m_folder.chopped(1));
    QCOMPARE(train().network.sizes.front(), kSide * kSide);
    QCOMPARE(train().network.sizes.back(), kClasses);
    QCOMPARE(box().currentText(), id("my images"));
    m_fixture.make(40);
    QVERIFY2(run().problem().isEmpty(), qPrintable(run().problem()));
    // Three classes that one pixel tells apart.
    QVERIFY(run().current().loss.back() < run().current().loss.front() / 2);
}

void TestTrainData::aNetworkThatCanReadThemStays()
{
    read("text", m_text);
    m_fixture.change([](core::TrainSpec &train) { train.network.hidden = 32; });
    const core::NetworkSpec network = train().network;
    const QString other = m_fixture.filePath(id("other.txt"));
    QVERIFY(write(other, QByteArray("row, row, row your boat ").repeated(10)));
    read("text", other);
    QCOMPARE(QString::fromStdString(train().data), id("text:") + other);
    QVERIFY(train().network == network);
    // And the list of networks has those that are as wide as the images.
    read("idx", m_folder);
    const auto *networks = m_fixture.mode().findChild<ui::ChoiceBox *>(id("train-network"));
    QVERIFY(networks->count() > 1);
    for (int i = 0; i < networks->count(); ++i)
        QVERIFY2(networks->itemText(i).startsWith(id("16-")) &&
                     networks->itemText(i).endsWith(id("-3")),
                 qPrintable(networks->itemText(i)));
}

void TestTrainData::theChoiceIsUndone()
{
    const core::Scenario before = m_fixture.document().scenario();
    read("idx", m_folder);
    const core::Scenario after = m_fixture.document().scenario();
    QVERIFY(!(before == after));
    m_fixture.document().undoStack().undo();
    QVERIFY(m_fixture.document().scenario() == before);
    m_fixture.document().undoStack().redo();
    QVERIFY(m_fixture.document().scenario() == after);
}

void TestTrainData::theChoiceIsSavedAndOpenedAgain()
{
    for (const auto &[kind, path] : {std::pair("text", m_text), std::pair("idx", m_folder)}) {
        read(kind, path);
        const core::Scenario chosen = m_fixture.document().scenario();
        const QString file = m_fixture.filePath(id(kind) + id(".json"));
        QVERIFY(write(file, QByteArray::fromStdString(core::scenarioToJson(chosen))));
        m_fixture.openBuiltin(id("train-digits-1"));
        QVERIFY(m_fixture.openFile(file));
        m_fixture.settle();
        QVERIFY(m_fixture.document().scenario() == chosen);
        QVERIFY(train().data.starts_with(std::string(kind) + ':'));
        m_fixture.make(2);
        QVERIFY2(run().problem().isEmpty(), qPrintable(run().problem()));
    }
}

void TestTrainData::whatCannotBeLearnedSaysWhyAndChangesNothing_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("says");
    QTest::newRow("short") << id("text") << id("short.txt")
                           << QStringList{id("5 bytes"), id("65")}; // a sequence of 64, and one on
    QTest::newRow("missing") << id("text") << id("nowhere.txt") << QStringList{id("nowhere.txt")};
    QTest::newRow("not IDX") << id("idx") << id("claims/")
                             << QStringList{id("train-images-idx3-ubyte"), id("no IDX file")};
    QTest::newRow("labels") << id("idx") << id("labels/")
                            << QStringList{id("t10k-labels-idx1-ubyte"), id("up to 9"),
                                           id("end at 2")};
    QTest::newRow("empty") << id("idx") << id("empty/") << QStringList{id("train-images")};
}

void TestTrainData::whatCannotBeLearnedSaysWhyAndChangesNothing()
{
    QFETCH(QString, kind);
    QFETCH(QString, name);
    QFETCH(QStringList, says);
    QVERIFY(write(m_fixture.filePath(id("short.txt")), "to be"));
    (void)folder("empty");
    const QString claims = folder("claims");
    QVERIFY(writeImages(claims, id("train"), 6) && writeImages(claims, id("t10k"), 6) &&
            write(claims + id("train-images-idx3-ubyte"), "<html>Not found</html>"));
    const QString labels = folder("labels");
    QVERIFY(writeImages(labels, id("train"), 6) && writeImages(labels, id("t10k"), 6, 7));
    const core::Scenario before = m_fixture.document().scenario();
    const int changes = m_fixture.document().undoStack().count();
    read(kind.toLatin1().constData(), m_fixture.filePath(name));
    for (const QString &part : says)
        QVERIFY2(note().contains(part), qPrintable(note()));
    QVERIFY2(note().endsWith(QLatin1Char('.')) && !note().contains(QLatin1Char('\n')),
             qPrintable(note()));
    QVERIFY(m_fixture.document().scenario() == before);
    QCOMPARE(m_fixture.document().undoStack().count(), changes);
    QCOMPARE(box().currentId(), id("digits"));
}

void TestTrainData::nothingIsChosenByCancelling()
{
    const core::Scenario before = m_fixture.document().scenario();
    Q_EMIT box().chosen(id("open:idx"));
    QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
    dialog()->reject();
    QTRY_VERIFY(dialog() == nullptr);
    QVERIFY(m_fixture.document().scenario() == before);
    QCOMPARE(box().currentId(), id("digits"));
}

void TestTrainData::anotherScenarioEndsTheReading()
{
    files().read(id("idx"), m_folder);
    m_fixture.openBuiltin(id("train-digits-1"));
    QVERIFY(!files().isReading());
    const core::Scenario opened = m_fixture.document().scenario();
    QTest::qWait(200);
    QVERIFY(m_fixture.document().scenario() == opened);
}

QTEST_MAIN(TestTrainData)
#include "tst_train_data.moc"
