// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_json.h"
#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

// The window with a result, as a picture of it is made: nothing of it runs in the background.
struct StillWindow
{
    explicit StillWindow(core::SnapshotPtr result, double ratio = 1)
        : settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat),
          snapshot(std::move(result))
    {
        document.open(snapshot->scenario, {});
        document.setResult(snapshot);
        window = std::make_unique<ui::MainWindow>(
            ui::WindowParts{document, playback, nullptr, settings, {}, ratio});
        // A lesson brings set-ups of its own.
        QObject::connect(&document, &ui::Document::scenarioChanged, &document,
                         [this] { document.setResult(core::run(document.scenario())); });
        document.setIdeas(core::ideasFor(*snapshot));
        document.setRemedies(core::remediesFor(*snapshot));
        playback.seekShare(0.45);
        window->setMinimumSize(1, 1);
        window->show();
    }
    explicit StillWindow(const char *scenario, double ratio = 1)
        : StillWindow(core::run(core::loadScenario(scenario).value()).value(), ratio)
    {}

    void setSize(const QSize &size, int zoom = 100)
    {
        window->appearance().setZoom(zoom);
        window->resize(size);
        QCoreApplication::processEvents();
    }

    QTemporaryDir folder;
    QSettings settings;
    core::SnapshotPtr snapshot;
    ui::Document document;
    ui::Playback playback;
    std::unique_ptr<ui::MainWindow> window;
};
