@echo off
rem Startet das Werkzeug: elternratgeber check
where py >nul 2>nul
if %ERRORLEVEL%==0 (py -3 "%~dp0elternratgeber" %*) else (python "%~dp0elternratgeber" %*)
exit /b %ERRORLEVEL%
