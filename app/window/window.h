// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <memory>

class QWidget;

namespace app {

struct WindowOptions;

// The window and all that it needs; settings are kept in this file, unsaved changes in this folder.
class Window
{
public:
    explicit Window(const QString &folder); // both in here
    // firstMode: the id of the mode that it begins with; empty: that of the last time.
    Window(const QString &settingsFile, const QString &recoveryFolder,
           const QString &firstMode = {});
    ~Window();
    Window(const Window &) = delete;
    Window &operator=(const Window &) = delete;

    // Starts to open these files or this built-in scenario, or without any what was open last.
    void open(const QStringList &arguments);
    // The lesson, the theme and the presentation that were asked for.
    void arrange(const WindowOptions &options);
    // Waits briefly for the result, so that the first picture is complete.
    void awaitResult();
    [[nodiscard]] QWidget &widget();
    [[nodiscard]] bool hasResult() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

// Opens the window with what the arguments name, if there are any, and runs until it is closed.
// Exit code of the program.
[[nodiscard]] int runWindow(int argc, char **argv);

} // namespace app
