// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_json.h"
#include "ui/bridge/ideas_bridge.h"
#include "ui/bridge/simulation_bridge.h"
#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/late_index.h"
#include "ui/shell/main_window.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

// A window as the program makes it, with a home of its own. Can be closed and opened again.
class WindowFixture
{
public:
    void open(const QString &argument, const QList<ui::ModeSpec> &modes = ui::modeSpecs())
    {
        m_parts = std::make_unique<Parts>(m_folder, modes);
        m_parts->window.restoreLayout();
        m_parts->window.files().openFirst(argument.isEmpty() ? QStringList()
                                                             : QStringList{argument});
        m_parts->window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_parts->window));
        m_parts->window.activateWindow();
        settle();
    }
    void close()
    {
        m_parts->window.close();
        m_parts.reset();
    }
    // Until no file is read and the newest scenario has its result.
    void settle()
    {
        QTRY_VERIFY(!window().files().reading().isBusy() && !m_parts->bridge.isBusy());
    }
    // Opens a file as a person would; whether that changed the scenario or its history.
    bool openFile(const QString &path)
    {
        return changes([&] { window().files().openFile(path); });
    }
    bool importSchedule(const QString &path)
    {
        return changes([&] { window().files().importSchedule(path); });
    }
    void openBuiltin(const QString &id)
    {
        window().files().openBuiltin(id);
        settle();
    }

    [[nodiscard]] ui::MainWindow &window() { return m_parts->window; }
    [[nodiscard]] ui::Document &document() { return m_parts->document; }
    [[nodiscard]] ui::Playback &playback() { return m_parts->playback; }
    [[nodiscard]] ui::SimulationBridge &bridge() { return m_parts->bridge; }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }
    template <class T>
    [[nodiscard]] T &part()
    {
        return *window().findChild<T *>();
    }

private:
    template <class Open>
    bool changes(Open open)
    {
        const core::Scenario before = document().scenario();
        const int stepsBefore = document().undoStack().index();
        open();
        settle();
        return !(document().scenario() == before) || document().undoStack().index() != stepsBefore;
    }

    struct Parts
    {
        Parts(const QTemporaryDir &folder, const QList<ui::ModeSpec> &modes)
            : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
              bridge(document), ideas(document),
              window({document, playback, &bridge, settings, unsavedIn(folder), 1, {}, modes})
        {
            ui::followIndex(bridge);
        }

        static QString unsavedIn(const QTemporaryDir &folder)
        {
            return folder.filePath(QStringLiteral("unsaved"));
        }

        QSettings settings;
        ui::Document document;
        ui::Playback playback;
        ui::SimulationBridge bridge;
        ui::IdeasBridge ideas;
        ui::MainWindow window;
    };

    QTemporaryDir m_folder;
    std::unique_ptr<Parts> m_parts;
};
