// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include "ui/shell/progress_line.h"
#include "ui/shell/recorded_run_dialog.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <functional>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <zlib.h>

namespace {

constexpr double kLongestTurnMs = 50;
constexpr int kLongMs = 250'000; // a busy machine; nothing waits for it

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

// What the UI thread worked at most between two ticks of its own: one turn, or a few short ones. In
// time of the processor: a busy machine holds anybody up.
class TurnWatch : public QObject
{
public:
    TurnWatch() : m_last(now())
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(kEveryMs);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const qint64 worked = now() - std::exchange(m_last, now());
            m_longest = std::max(m_longest, worked);
        });
        m_timer.start();
    }
    [[nodiscard]] double longestMs() const { return double(m_longest) / 1e6; }

private:
    static constexpr int kEveryMs = 5;
    static qint64 now() // ns
    {
        timespec time = {};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    }

    QTimer m_timer;
    qint64 m_last;
    qint64 m_longest = 0;
};

// As large as asked for, and no schedule until its last line.
void writeLarge(const QString &path, qint64 size)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray line;
    for (int i = 0; i < 20'000; ++i)
        line += "0F" + QByteArray::number(i) + ',';
    line += '\n';
    while (file.size() < size)
        file.write(line);
    file.write("1F0,hello\n");
}

// Half a megabyte that unpacks to 400 MB.
void writeBlankLines(const QString &path)
{
    const gzFile file = ::gzopen(QFile::encodeName(path).constData(), "wb9");
    QVERIFY(file != nullptr);
    const QByteArray block(1 << 20, '\n');
    for (int i = 0; i < 400; ++i)
        QCOMPARE(::gzwrite(file, block.constData(), static_cast<unsigned>(block.size())),
                 static_cast<int>(block.size()));
    ::gzclose(file);
}

} // namespace

// Files are read beside the window: it goes on, shows that it reads, and can be told to stop.
class TestReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_fixture.open(id("1f1b-4-8")); }
    void cleanup() { m_fixture.close(); }
    void theWindowGoesOnWhileALargeFileIsRead();
    void whatIsPackedIsUnpackedToABound();
    void theLineShowsAndCancelEndsIt();
    void theNewestOfSeveralFilesIsOpened();
    void closingInTheMiddleEndsCleanly();
    void aPipeThatNobodyWritesToHoldsNothingUp();
    void aChangeMadeMeanwhileIsKept();
    void aLargeTraceIsShownWhileItIsRead();
    void toRejectAGrowingRunIsToReadNoFurther();

private:
    [[nodiscard]] ui::Message message()
    {
        return m_fixture.window().findChild<ui::MessageStrip *>()->message();
    }
    [[nodiscard]] ui::ReadingBridge &reading() { return m_fixture.window().files().reading(); }

    QTemporaryDir m_folder;
    QString m_large;
    WindowFixture m_fixture;
};

void TestReading::initTestCase()
{
    m_large = m_folder.filePath(id("large.csv"));
    writeLarge(m_large, 100'000'000);
}

void TestReading::theWindowGoesOnWhileALargeFileIsRead()
{
    const core::Scenario before = m_fixture.document().scenario();
    QSignalSpy progress(&reading(), &ui::ReadingBridge::progressed);
    const TurnWatch turns;
    m_fixture.window().files().openFile(m_large);
    QVERIFY(reading().isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!reading().isBusy(), kLongMs);
    qInfo("longest turn of the UI thread: %.1f ms", turns.longestMs());
    QVERIFY2(turns.longestMs() < kLongestTurnMs, qPrintable(QString::number(turns.longestMs())));
    QVERIFY(progress.count() > 10);
    for (int i = 1; i < progress.count(); ++i)
        QVERIFY(progress.at(i).front().toDouble() > progress.at(i - 1).front().toDouble());
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY(message().kind == ui::Message::Kind::Problem);
}

void TestReading::whatIsPackedIsUnpackedToABound()
{
    const QString path = m_fixture.filePath(id("blank.csv.gz"));
    writeBlankLines(path);
    QVERIFY(QFile(path).size() < 1'000'000);
    const TurnWatch turns;
    m_fixture.window().files().openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(!reading().isBusy(), kLongMs);
    QVERIFY2(turns.longestMs() < kLongestTurnMs, qPrintable(QString::number(turns.longestMs())));
    QVERIFY(message().kind == ui::Message::Kind::Problem);
    QVERIFY2(message().text.startsWith(id("blank.csv.gz")), qPrintable(message().text));
}

void TestReading::theLineShowsAndCancelEndsIt()
{
    const QString pipe = m_fixture.filePath(id("slow.json")); // a file that takes forever
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QFile writer(pipe);
    QVERIFY(writer.open(QIODevice::ReadWrite)); // so that its end never comes
    const auto &line = m_fixture.part<ui::ProgressLine>();
    m_fixture.window().files().openFile(pipe);
    QVERIFY(!line.isVisible());
    QTRY_VERIFY(line.isVisible());
    QTRY_VERIFY(message().text.startsWith(id("Reading slow.json.")));
    QCOMPARE(message().buttons.size(), 1);
    message().buttons.front().run();
    QVERIFY(!reading().isBusy());
    QVERIFY(!line.isVisible());
    QVERIFY(m_fixture.document().scenario() == core::loadScenario("1f1b-4-8").value());
}

void TestReading::theNewestOfSeveralFilesIsOpened()
{
    const core::Scenario wanted = core::loadScenario("naive-4").value();
    const QString path = m_fixture.filePath(id("naive.json"));
    QVERIFY(QFile(path).open(QIODevice::WriteOnly));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(core::scenarioToJson(wanted)));
    file.close();
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    m_fixture.window().files().openFile(m_large);
    m_fixture.window().files().openFile(path);
    m_fixture.settle();
    QVERIFY(m_fixture.document().scenario() == wanted);
    QCOMPARE(messages.count(), 0); // of the large file nothing more is said
}

// Neither of a file that takes its time nor of one that never ends.
void TestReading::closingInTheMiddleEndsCleanly()
{
    m_fixture.window().files().openFile(m_large);
    m_fixture.close();
    m_fixture.open(id("1f1b-4-8"));
    const QString pipe = m_fixture.filePath(id("endless.json"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QFile writer(pipe);
    QVERIFY(writer.open(QIODevice::ReadWrite));
    m_fixture.window().files().openFile(pipe);
    m_fixture.close();
    m_fixture.open(id("1f1b-4-8"));
}

void TestReading::aPipeThatNobodyWritesToHoldsNothingUp()
{
    for (const char *name : {"pipe.json", "pipe.csv"}) {
        const QString pipe = m_fixture.filePath(id(name));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        m_fixture.window().files().openFile(pipe);
        m_fixture.settle();
        QVERIFY(message().kind == ui::Message::Kind::Problem);
    }
}

void TestReading::aChangeMadeMeanwhileIsKept()
{
    const QString path = m_fixture.filePath(id("ds.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ \"zero_optimization\": { \"stage\": 1 } }");
    file.close();
    m_fixture.openBuiltin(id("llama7b-zero1-8"));
    core::Scenario changed = m_fixture.document().scenario();
    changed.parallel.sharding = core::Sharding::None;
    m_fixture.document().edit(changed, id("no sharding"));
    m_fixture.window().files().openFile(path);
    changed.training.sequence = 1024; // while it is read
    m_fixture.document().edit(changed, id("shorter"));
    m_fixture.settle();
    QCOMPARE(m_fixture.document().scenario().training.sequence, std::int64_t{1024});
    QVERIFY(m_fixture.document().scenario().parallel.sharding == core::Sharding::Zero1);
}

namespace {

constexpr int kKernels = 300'000;

// Of a microsecond each, one after the other.
void writeKernels(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"schemaVersion\": 1, \"traceEvents\": [\n");
    for (int i = 0; i < kKernels; ++i)
        file.write(QByteArray(i == 0 ? "" : ",\n") +
                   R"({"ph": "X", "cat": "kernel", "name": "gemm", "pid": 0, "tid": 7, "ts": )" +
                   QByteArray::number(i) + R"(, "dur": 1, "args": {"device": 0, "stream": 7}})");
    file.write("]}");
}

} // namespace

void TestReading::aLargeTraceIsShownWhileItIsRead()
{
    const QString path = m_fixture.filePath(id("rank0.json"));
    writeKernels(path);
    std::vector<std::int64_t> stops;
    bool grows = false;
    connect(&m_fixture.window().files(), &ui::ScenarioFiles::recordedRunRequested, this,
            [&](const ui::Recorded &recorded) {
                stops.push_back(recorded.run->trace.stop);
                grows = recorded.isGrowing();
            });
    m_fixture.window().files().openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(!reading().isBusy(), kLongMs);
    QVERIFY(stops.size() > 1);
    QVERIFY(std::ranges::is_sorted(stops));
    QCOMPARE(stops.back(), std::int64_t(1000) * kKernels);
    QVERIFY(!grows);
    QCOMPARE(m_fixture.window().findChildren<ui::RecordedRunDialog *>().size(), 1);
}

void TestReading::toRejectAGrowingRunIsToReadNoFurther()
{
    const QString path = m_fixture.filePath(id("rank0.json"));
    writeKernels(path);
    ui::ScenarioFiles &files = m_fixture.window().files();
    const auto dialog = [this] { return m_fixture.window().findChild<ui::RecordedRunDialog *>(); };
    // When some of it is shown.
    const auto openAnd = [&](const std::function<void()> &then) {
        bool came = false;
        const auto take = [&](const ui::Recorded &recorded) {
            came = true;
            QVERIFY(recorded.isGrowing());
            then();
        };
        connect(&files, &ui::ScenarioFiles::recordedRunRequested, this, take,
                Qt::SingleShotConnection);
        files.openFile(path);
        QTRY_VERIFY_WITH_TIMEOUT(came, kLongMs);
    };
    openAnd([&] {
        QVERIFY(dialog() && dialog()->isGrowing());
        Q_EMIT reading().progressed(0.37);
        const auto labels = dialog()->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(id("37 % is read."));
        }));
        dialog()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel)->click();
    });
    QVERIFY(!reading().isBusy());
    QTRY_VERIFY(!dialog());
    // And it goes when something else is read.
    openAnd([&] { files.openFile(m_large); });
    QTRY_VERIFY(!dialog());
    reading().cancel();
}

QTEST_MAIN(TestReading)
#include "tst_reading.moc"
