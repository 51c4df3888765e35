// SPDX-License-Identifier: GPL-3.0-or-later
// A teacher's folder: what is a lesson is found, what is broken is told, the rest is left alone.
#include "core/classroom/own_lessons.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QByteArray kLesson = R"({ "format": "lesson/1", "id": "own", "title": "Own", "minutes": 5,
  "goal": "See it.", "scenario": "naive-4",
  "steps": [ { "id": "a", "kind": "say", "text": "Look." } ] })";

} // namespace

class TestOwnLessons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lessonsAreFoundByTheirNames();
    void whatIsBrokenIsTold();
    void aFolderThatIsNotThereIsEmpty();
    void thereIsABound();

private:
    static bool put(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
};

void TestOwnLessons::lessonsAreFoundByTheirNames()
{
    const QTemporaryDir folder;
    QVERIFY(put(folder, "b.json", kLesson));
    QVERIFY(put(folder, "a.json", QByteArray(kLesson).replace("\"Own\"", "\"First\"")));
    QVERIFY(put(folder, "scenario.json", R"({ "format": "parallarium-scenario/1" })"));
    QVERIFY(put(folder, "notes.txt", kLesson));
    QVERIFY(QDir(folder.path()).mkdir("folder.json"));
    const core::OwnLessons found = core::ownLessonsIn(folder.path().toStdString());
    QVERIFY(found.broken.empty());
    QCOMPARE(found.lessons.size(), std::size_t{2});
    QCOMPARE(found.lessons[0].lesson.title, std::string("First"));
    QCOMPARE(found.lessons[1].path, folder.filePath("b.json").toStdString());
}

void TestOwnLessons::whatIsBrokenIsTold()
{
    const QTemporaryDir folder;
    QVERIFY(put(folder, "good.json", kLesson));
    QVERIFY(put(folder, "bad.json", QByteArray(kLesson).replace("\"say\"", "\"sing\"")));
    // As an editor may write it: with a byte order mark, and two bytes for each letter.
    QByteArray wide("\xff\xfe");
    for (const char letter : kLesson)
        wide.append(letter).append('\0');
    QVERIFY(put(folder, "wide.json", wide));
    QVERIFY(put(folder, "huge.json", kLesson + QByteArray(2 << 20, ' ')));
    const core::OwnLessons found = core::ownLessonsIn(folder.path().toStdString());
    QCOMPARE(found.lessons.size(), std::size_t{1});
    QCOMPARE(found.broken.size(), std::size_t{3});
    QVERIFY(QString::fromStdString(found.broken[0].message).startsWith("bad.json:3: "));
    QVERIFY(QString::fromStdString(found.broken[1].message).contains("huge.json"));
    QCOMPARE(QString::fromStdString(found.broken[2].message),
             QString("wide.json:1: The file is written as UTF-16: save it as UTF-8."));
}

void TestOwnLessons::aFolderThatIsNotThereIsEmpty()
{
    const QTemporaryDir folder;
    const core::OwnLessons found = core::ownLessonsIn(folder.filePath("not/there").toStdString());
    QVERIFY(found.lessons.empty());
    QVERIFY(found.broken.empty());
}

void TestOwnLessons::thereIsABound()
{
    const QTemporaryDir folder;
    for (std::size_t i = 0; i <= core::kMostOwnLessons; ++i)
        QVERIFY(put(folder, QString("%1.json").arg(i), kLesson));
    const core::OwnLessons found = core::ownLessonsIn(folder.path().toStdString());
    QCOMPARE(found.lessons.size(), core::kMostOwnLessons);
    QCOMPARE(found.broken.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestOwnLessons)
#include "tst_own_lessons.moc"
