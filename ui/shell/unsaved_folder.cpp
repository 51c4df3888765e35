// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/unsaved_folder.h"

#include "core/io/file/file_lock.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

namespace ui {

namespace {

constexpr std::size_t kLargest = 1u << 30; // bytes; a custom schedule may be long
constexpr int kMostLeftBehind = 10;

core::Scenario baseOf(const core::Unsaved &unsaved)
{
    core::Result<core::Scenario> base = core::loadScenario(unsaved.origin);
    return base ? std::move(base).value() : core::loadScenario("llama7b-pp4").value();
}

// While held, nobody else can take it; nothing: a window holds it.
std::optional<core::FileLock> holdOf(const QString &file)
{
    return core::FileLock::take(lockOf(file));
}

bool isFree(const QString &file)
{
    return !core::FileLock::isHeld(lockOf(file));
}

// Left by windows that are gone: locks without a file, and files written only in part.
void tidy(const QDir &folder)
{
    const QStringList names = folder.entryList({QStringLiteral("*.lock"), QStringLiteral("*.part")},
                                               QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        const QString file =
            folder.filePath(name.left(name.indexOf(unsavedSuffix())) + unsavedSuffix());
        const std::optional<core::FileLock> hold = holdOf(file);
        if (hold && name.endsWith(QStringLiteral(".part")))
            QFile::remove(folder.filePath(name));
    }
}

} // namespace

QString unsavedSuffix()
{
    return QStringLiteral(".json");
}

std::string lockOf(const QString &file)
{
    return QFile::encodeName(file + QStringLiteral(".lock")).toStdString();
}

bool hasUnsaved(const QString &folder)
{
    if (folder.isEmpty())
        return false;
    const QDir directory(folder);
    const QStringList names =
        directory.entryList({u'*' + unsavedSuffix()}, QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        if (isFree(directory.filePath(name)))
            return true;
    }
    return false;
}

QList<UnsavedEntry> unsavedIn(const QString &folder, const core::Watch &watch)
{
    QList<UnsavedEntry> entries;
    if (folder.isEmpty())
        return entries;
    const QDir directory(folder);
    tidy(directory);
    int leftBehind = 0;
    const QFileInfoList files =
        directory.entryInfoList({u'*' + unsavedSuffix()}, QDir::Files | QDir::Hidden, QDir::Time);
    for (const QFileInfo &file : files) {
        const QString path = file.filePath();
        if (!isFree(path))
            continue;
        const core::Result<std::string> text =
            core::readFile(QFile::encodeName(path).toStdString(), kLargest, watch);
        if (!text)
            continue;
        core::Result<core::Unsaved> unsaved =
            core::unsavedFromJson(text.value(), file.fileName().toStdString());
        if (!unsaved)
            continue; // of a later version, or not ours
        if (unsaved.value().leftBehind && ++leftBehind > kMostLeftBehind)
            QFile::remove(path);
        else
            entries.append({path, file.lastModified(), unsaved.value(), baseOf(unsaved.value())});
    }
    return entries;
}

} // namespace ui
